import { showFloat } from '../python.ts';
import type { AcceptType } from './accept.ts';
import { writeRecords } from './recordio.ts';
import { PythonFloat, type SelectedPrediction, type SelectedValue } from './selectable.ts';

/** The body of an answer with plain scores: a line per row, or a list of objects with a `score`. */
export function encodeScores(
  rows: readonly Float32Array[], accept: AcceptType, batch: boolean,
): string | Buffer {
  if (batch || accept === 'text/csv') {
    return rows.map((row) => `${Array.from(row, showFloat).join(',')}\n`).join('');
  }
  return encodeNamed(
    rows.map((row) => ({ score: row.length > 1 ? Array.from(row) : new PythonFloat(row[0]!) })),
    accept
  );
}

/** The body of an answer with selected parts. */
export function encodeSelected(
  predictions: readonly SelectedPrediction[], keys: readonly string[],
  { accept, batch }: { readonly accept: AcceptType; readonly batch: boolean },
): string | Buffer {
  if (accept !== 'text/csv') {
    return encodeNamed(predictions, accept);
  }
  const lines = predictions.map(
    (prediction) => keys.map((key) => csvField(prediction[key]!)).join(',')
  );
  return lines.join('\n') + (batch ? '\n' : '');
}

function encodeNamed(
  predictions: readonly SelectedPrediction[], accept: AcceptType,
): string | Buffer {
  if (accept === 'application/x-recordio-protobuf') {
    return writeRecords(predictions.map((prediction) => Object.fromEntries(
      Object.entries(prediction).map(
        ([key, value]) => [key, value instanceof PythonFloat ? value.value : value]
      ))));
  }
  const objects = predictions.map(jsonObject);
  return accept === 'application/jsonlines'
    ? objects.map((line) => `${line}\n`).join('') : `{"predictions": [${objects.join(', ')}]}`;
}

function csvField(value: SelectedValue): string {
  return Array.isArray(value) ? `"${listText(value)}"` : scalarText(value);
}

function jsonObject(prediction: SelectedPrediction): string {
  const members = Object.entries(prediction).map(([key, value]) =>
    `${JSON.stringify(key)}: ${Array.isArray(value) ? listText(value) : scalarText(value).replace('nan', 'NaN')}`);
  return `{${members.join(', ')}}`;
}

function listText(values: readonly number[]): string {
  const floats = values.some((value) => !Number.isInteger(value));
  return `[${values.map((value) => (floats ? showFloat(value) : String(value))).join(', ')}]`;
}

function scalarText(value: SelectedValue): string {
  return value instanceof PythonFloat ? showFloat(value.value) : String(value);
}
