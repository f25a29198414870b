import { basename } from 'node:path';
import type { LabelledMatrix } from '../../../domain/boosting/index.ts';
import type { DataFormat } from '../content-type.ts';
import { userError } from '../errors.ts';
import { parseFloat64 } from '../python.ts';
import { guessDelimiter } from './csv-delimiter.ts';
import { dataFiles } from './data-files.ts';
import { firstLine } from './lines.ts';
import { readCsv } from './read-csv.ts';
import { readLibsvm } from './read-libsvm.ts';
import { RowStore } from './row-store.ts';

const SNIPPET = 50;

/** How the data of a channel are to be read. */
export interface LoadOptions {
  readonly format: DataFormat;
  readonly weights: boolean;
}

/** Reads all files of the folders into one matrix. */
export function loadMatrix(
  folders: readonly string[], { format, weights }: LoadOptions,
): LabelledMatrix {
  if (format !== 'csv' && format !== 'libsvm') {
    throw userError(`Failed to load ${format} data with exception:\n${format} is not offered by this stand-in; `
      + 'give the channel the content type text/csv or text/libsvm');
  }
  const files = folders.flatMap((folder) => dataFiles(folder));
  const store = new RowStore();
  if (format === 'csv') {
    files.filter(isChecked).forEach(delimiterOf);
    const delimiter = delimiterOf(files[0]!);
    files.forEach((file) => readCsv(file, { delimiter, weights }, store));
  } else {
    files.filter(isChecked).forEach(checkLibsvm);
    files.forEach((file) => readLibsvm(file, store));
  }
  return checkMatrix(store.matrix(), format);
}

/** Files of such names are read, but their form is not looked at first. */
function isChecked(file: string): boolean {
  return !/^[._]/.test(basename(file));
}

function delimiterOf(file: string): string {
  const line = firstLine(file);
  const delimiter = guessDelimiter(line);
  if (delimiter === undefined) {
    throw userError(
      `Could not determine delimiter on line ${line.slice(0, SNIPPET)}:\nCould not determine delimiter`
    );
  }
  return delimiter;
}

function checkLibsvm(file: string): void {
  const line = firstLine(file);
  const [label = '', ...features] = line.split(' ');
  const labelParts = label.split(':');
  const labelFits = labelParts.length <= 2
    && labelParts.every((part) => parseFloat64(part) !== undefined);
  const featuresFit = features.every((feature) => feature.includes(':'))
    && (features[0]?.split(':').length ?? 2) === 2;
  if (!labelFits || !featuresFit) {
    throw userError(`First line '${line.slice(0, SNIPPET)}...' of file '${basename(file)}' is not 'LIBSVM' format. `
      + "Please ensure the file is in 'LIBSVM' format.");
  }
}

function checkMatrix(matrix: LabelledMatrix, format: DataFormat): LabelledMatrix {
  const load = (problem: string) =>
    userError(`Failed to load ${format} data with exception:\n${problem}`);
  if (!matrix.labels.every((label) => Number.isFinite(label))) {
    throw load('Label contains NaN, infinity or a value too large.');
  }
  if (matrix.values.some((value) => Math.abs(value) === Infinity)) {
    throw load('Check failed: valid: Input data contains `inf` or `nan`');
  }
  return matrix;
}
