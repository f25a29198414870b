import type { FeatureMatrix } from '../../../domain/boosting/index.ts';
import { guessDelimiter } from '../input/csv-delimiter.ts';
import { parseFloat64, showText } from '../python.ts';
import { matrixOf, PythonException, strip, valueError } from './payload.ts';

const SAMPLE = 512;

/** Reads rows of features; an empty field is a missing value. */
export function parseCsv(body: string): FeatureMatrix {
  const text = strip(body);
  const lines = text.split('\n');
  const guessed = guessDelimiter(lines[0]!.slice(0, SAMPLE));
  if (guessed === undefined) {
    throw new PythonException('_csv.Error', 'Could not determine delimiter');
  }
  const delimiter = /[\p{L}\p{N}]/u.test(guessed) ? ',' : guessed;
  const rows = lines.map(
    (line) => line.split(delimiter).map((field) => (field === '' ? 'nan' : field))
  );
  const columns = rows[0]!.length;
  if (rows.some((row) => row.length !== columns)) {
    throw valueError('setting an array element with a sequence. The requested array has an inhomogeneous shape after '
      + `1 dimensions. The detected shape was (${rows.length},) + inhomogeneous part.`);
  }
  return refuseInfinity(matrixOf(rows.map((row) => row.map(numberOf)), columns));
}

function numberOf(field: string): number {
  const value = parseFloat64(field);
  if (value === undefined) {
    throw valueError(`could not convert string to float: ${showText(field)}`);
  }
  return value;
}

/** XGBoost takes no infinite values. */
export function refuseInfinity(matrix: FeatureMatrix): FeatureMatrix {
  if (matrix.values.some((value) => Math.abs(value) === Infinity)) {
    throw new PythonException(
      'xgboost.core.XGBoostError', 'Check failed: valid: Input data contains `inf` or `nan`'
    );
  }
  return matrix;
}
