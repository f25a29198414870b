import type { FeatureMatrix } from '../../../domain/boosting/index.ts';
import { refuseInfinity } from './parse-csv.ts';
import { sparseMatrix } from './parse-libsvm.ts';
import { matrixOf, valueError } from './payload.ts';
import { readRecords, type Tensor } from './recordio.ts';

/**
 * Reads rows of features; the first record decides whether rows are whole or hold some places only.
 */
export function parseRecordio(body: Buffer): FeatureMatrix {
  const records = readRecords(body);
  const [first] = records;
  if (!first) {
    throw valueError('need at least one array to concatenate');
  }
  const whole = first.keys.length === 0 && first.values.length > 0;
  return refuseInfinity(whole ? wholeRows(records) : sparseRows(records));
}

function wholeRows(records: readonly Tensor[]): FeatureMatrix {
  const columns = records[0]!.values.length;
  if (records.some(({ values }) => values.length !== columns)) {
    throw valueError(
      'all the input array dimensions except for the concatenation axis must match exactly'
    );
  }
  return matrixOf(records.map(({ values }) => values), columns);
}

function sparseRows(records: readonly Tensor[]): FeatureMatrix {
  let columns = 0;
  records.forEach((record, row) => {
    const width = widthOf(record);
    if (columns !== 0 && width !== columns) {
      throw valueError('blocks[:,0] has incompatible column dimensions. '
        + `Got blocks[${row},0].shape[1] == ${width}, expected ${columns}.`);
    }
    columns = width;
  });
  const entries = records.flatMap(({ keys, values }, row) =>
    values.map((value, i) => ({ row, column: keys[i] ?? i, value })));
  return sparseMatrix(entries, { rows: records.length, columns });
}

/** A record without any value has no width. */
function widthOf({ values, shape, keys }: Tensor): number {
  return values.length === 0
    ? 0
    : (shape[0] ?? (keys.length > 0 ? Math.max(...keys) + 1 : values.length));
}
