const TABLE = tableTo(128);

/** ln(n!), by a table up to 127 and by Stirling's series beyond; relative error below 1e-15. */
export function logFactorial(n: number): number {
  if (n < TABLE.length) return TABLE[n]!;
  const inverse = 1 / n;
  return (
    (n + 0.5) * Math.log(n) -
    n +
    0.9189385332046727 +
    inverse * (1 / 12 - (inverse * inverse) / 360)
  );
}

function tableTo(size: number): Float64Array {
  const table = new Float64Array(size);
  for (let n = 2; n < size; n += 1) table[n] = table[n - 1]! + Math.log(n);
  return table;
}
