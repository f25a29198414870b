import type { FeatureMatrix } from '../../../domain/boosting/index.ts';

/** Rows of one width as a matrix. */
export function matrixOf(rows: readonly (readonly number[])[], columns: number): FeatureMatrix {
  const values = new Float32Array(rows.length * columns);
  rows.forEach((row, i) => values.set(row, i * columns));
  return { rows: rows.length, columns, values };
}

/** What Python says when it raises, as the container quotes it. */
export class PythonException extends Error {
  override readonly name = 'PythonException';

  constructor(readonly type: string, message: string) {
    super(message);
  }
}

/** `ValueError` with this message. */
export function valueError(message: string): PythonException {
  return new PythonException('ValueError', message);
}

/** Text without the white space of ASCII around it, which is all that Python strips off bytes. */
export function strip(text: string): string {
  return text.replace(/^[\t-\r ]+|[\t-\r ]+$/g, '');
}
