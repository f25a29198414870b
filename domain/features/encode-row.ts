import { columnsOf } from '../definition/features.ts';
import { DomainError } from '../errors.ts';
import { isOneHot } from './encoder.ts';
import { timePart } from './time-part.ts';
import type { Encoder, FittedFeature } from './encoder.ts';

/** Turns canonical values of a row into the fields of a CSV line: numbers as text, empty where missing. */
export type RowEncoding = (values: readonly string[]) => string;

/**
 * Makes the encoding for rows whose values stand under these column names. The one implementation:
 * preparation, gateway and evaluation all encode with it.
 *
 * @throws DomainError `EncoderMismatch` when a column that the encoder reads is not there
 */
export function rowEncoding(encoder: Encoder, columns: readonly string[]): RowEncoding {
  const fields = encoder.features.map((fitted) => fieldOf(fitted, positionsOf(fitted, columns)));
  return (values) => {
    let line = fields[0]?.(values) ?? '';
    for (let index = 1; index < fields.length; index += 1) line += `,${fields[index]!(values)}`;
    return line;
  };
}

function positionsOf(
  { feature, name }: FittedFeature, columns: readonly string[],
): readonly [number, number] {
  const positions = columnsOf(feature).map((column) => columns.indexOf(column));
  if (positions.includes(-1)) {
    const needed = columnsOf(feature).join("', '");
    throw new DomainError('EncoderMismatch', `give column '${needed}' for feature '${name}'`);
  }
  return [positions[0]!, positions[1] ?? positions[0]!];
}

function fieldOf(fitted: FittedFeature, [at, second]: readonly [number, number]): RowEncoding {
  const { feature } = fitted;
  switch (feature.kind) {
    case 'numeric': return (values) => values[at]!;
    case 'category': return categoryField(fitted, at);
    case 'time-part': return (values) => timePart(feature.part, values[at]!);
    case 'log1p': return (values) => numberField(values[at] === '' ? NaN : Math.log1p(Number(values[at])));
    case 'derived': {
      const compute = OPERATIONS[feature.operation];
      return (values) => (values[at] === '' || values[second] === ''
        ? ''
        : numberField(compute(Number(values[at]), Number(values[second]))));
    }
  }
}

const OPERATIONS = {
  ratio: (a: number, b: number) => a / b,
  difference: (a: number, b: number) => a - b,
  product: (a: number, b: number) => a * b,
} as const;

function numberField(value: number): string {
  return Number.isFinite(value) ? String(value) : '';
}

function categoryField({ feature, categories }: FittedFeature, at: number): RowEncoding {
  if (!isOneHot(feature)) {
    const codes = new Map(categories.map((category, code) => [category, String(code)]));
    return (values) => codes.get(values[at]!) ?? '';
  }
  const lines = new Map(categories.map((category) =>
    [category, categories.map((other) => (other === category ? '1' : '0')).join(',')]));
  const none = categories.map(() => '').join(',');
  return (values) => lines.get(values[at]!) ?? none;
}
