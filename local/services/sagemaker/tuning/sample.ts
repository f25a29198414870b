import { createHash } from 'node:crypto';
import type { Parameters } from './grid.ts';
import type { NumberRange, ParameterRanges } from './request.ts';

/** A number in [0, 1) for each parameter of a sample. */
export type Chance = (parameter: string) => number;

/** Chance by a seed: the same job tries the same values again. */
export function seeded(seed: number, number: number): Chance {
  return (parameter) => {
    const hash = createHash('sha256').update(`${seed} ${number} ${parameter}`).digest();
    return hash.readUInt32BE(0) / 2 ** 32;
  };
}

/** Values drawn from every range by its scale. */
export function sample(ranges: ParameterRanges, chance: Chance): Parameters {
  const integers = (ranges.IntegerParameterRanges ?? []).map((range) => [
    range.Name,
    String(integerAt(range, chance(range.Name))),
  ]);
  const numbers = (ranges.ContinuousParameterRanges ?? []).map((range) => [
    range.Name,
    String(numberAt(bounds(range), range.ScalingType, chance(range.Name))),
  ]);
  const categories = (ranges.CategoricalParameterRanges ?? []).map(({ Name, Values }) => [
    Name,
    Values[Math.floor(chance(Name) * Values.length)]!,
  ]);
  return Object.fromEntries([...integers, ...numbers, ...categories]) as Parameters;
}

function integerAt(range: NumberRange, chance: number): number {
  const [min, max] = bounds(range);
  // Each whole number has the same room, so the last one reaches to just below the next.
  const at = numberAt([min, max + 1], range.ScalingType, chance);
  return Math.min(max, Math.floor(at));
}

function bounds({ MinValue, MaxValue }: NumberRange): readonly [number, number] {
  return [Number(MinValue), Number(MaxValue)];
}

function numberAt(
  [min, max]: readonly [number, number],
  scaling: string | undefined,
  chance: number,
): number {
  if (scaling === 'Logarithmic') return min * (max / min) ** chance;
  if (scaling === 'ReverseLogarithmic') return 1 - (1 - min) * ((1 - max) / (1 - min)) ** chance;
  return min + (max - min) * chance;
}
