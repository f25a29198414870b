import { isTypedArray, type DocumentValue } from './document.ts';

/** Writes a document as JSON that XGBoost's typed reader takes: floats always look like floats. */
export function writeJson(value: DocumentValue): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null) {
    return JSON.stringify(value);
  }
  if (value instanceof Float32Array) {
    return `[${Array.from(value, floatText).join(',')}]`;
  }
  if (isTypedArray(value)) {
    return `[${value.join(',')}]`;
  }
  if (Array.isArray(value)) {
    return `[${value.map(writeJson).join(',')}]`;
  }
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}:${writeJson(member)}`
  );
  return `{${members.join(',')}}`;
}

const FLOAT32_DIGITS = 9;

/** A float32 in the fewest digits that give it back, in the notation of XGBoost: `5E-1`. */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? 'NaN' : `${value > 0 ? '' : '-'}Infinity`;
  }
  const rounded = Math.fround(value);
  let digits = 1;
  while (digits < FLOAT32_DIGITS && Math.fround(Number(rounded.toPrecision(digits))) !== rounded) {
    digits++;
  }
  return Number(rounded.toPrecision(digits)).toExponential().toUpperCase().replace('E+', 'E');
}
