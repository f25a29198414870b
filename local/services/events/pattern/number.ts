/**
 * The value of a number, where it can be compared: where the nearest double says what was written.
 * Others, such as digits beyond a double's, are compared as text.
 */
export function comparable(text: string): number | undefined {
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  const shortest = String(value);
  if (shortest === text) return value;
  // Zero has one form for us: -0 is 0.
  return normal(shortest) === normal(text) ? value + 0 : undefined;
}

/** `<sign><digits>e<exponent>` without zeros at either end. */
function normal(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${sign}${significant}e${power}`;
}
