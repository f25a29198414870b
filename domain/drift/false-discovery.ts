/**
 * Which of many p-values are discoveries when a share `rate` of false ones among them is tolerated
 * (Benjamini and Hochberg, 1995). Watching fifty features at 1 % each would cry wolf every other day.
 */
export function discoveries(pValues: readonly number[], rate: number): readonly boolean[] {
  const ascending = [...pValues].sort((a, b) => a - b);
  let cutoff = -Infinity;
  for (const [index, p] of ascending.entries()) if (p <= (rate * (index + 1)) / ascending.length) cutoff = p;
  return pValues.map((p) => p <= cutoff);
}
