/**
 * Bins as numpy makes them by the rule of Sturges (numpy.histogram_bin_edges and numpy.histogram): of one
 * width, each without its upper edge but for the last.
 */
export function sturgesEdges(values: readonly number[]): readonly number[] {
  let [low, high] = values.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [
    Infinity,
    -Infinity,
  ] as [number, number]);
  const width = (high - low) / (Math.log2(values.length) + 1);
  const bins = width > 0 ? Math.ceil((high - low) / width) : 1;
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  return Array.from({ length: bins + 1 }, (_, index) =>
    index === bins ? high : low + index * ((high - low) / bins),
  );
}

/** How many values lie in each bin. */
export function histogram(values: readonly number[], edges: readonly number[]): readonly number[] {
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (const value of values) {
    const above = edges.findIndex((edge) => edge > value);
    counts[above < 0 ? counts.length - 1 : above - 1]! += 1;
  }
  return counts;
}
