import type { ParameterRanges } from './request.ts';

/** Values of hyperparameters by name. */
export type Parameters = Readonly<Record<string, string>>;

/** How many combinations there are. */
export function gridSize({ CategoricalParameterRanges = [] }: ParameterRanges): number {
  return CategoricalParameterRanges.reduce((size, { Values }) => size * Values.length, 1);
}

/** The combination of a number: the last parameter changes fastest. */
export function gridPoint(
  { CategoricalParameterRanges = [] }: ParameterRanges,
  number: number,
): Parameters {
  let rest = number;
  const chosen = [...CategoricalParameterRanges].reverse().map(({ Name, Values }) => {
    const value = Values[rest % Values.length]!;
    rest = Math.floor(rest / Values.length);
    return [Name, value] as const;
  });
  return Object.fromEntries(chosen.reverse());
}
