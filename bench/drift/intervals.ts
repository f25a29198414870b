/** The Wilson interval of a share, 95 % (Wilson, 1927). */
export function wilson(hits: number, of: number): readonly [number, number] {
  const z = 1.959963984540054;
  const share = hits / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const reach =
    (z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  return [Math.max(middle - reach, 0), Math.min(middle + reach, 1)];
}

/** A share in per cent with its interval. */
export function shareText(hits: number, of: number): string {
  const percent = (share: number): string => (100 * share).toFixed(2);
  const [low, high] = wilson(hits, of);
  return `${percent(hits / of)} % [${percent(low)}, ${percent(high)}]`;
}
