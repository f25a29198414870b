const SERIES = [
  76.18009172947146, -86.50532032941677, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2,
  -0.5395239384953e-5,
];

/** The logarithm of the gamma function, by Lanczos' series (Numerical Recipes, section 6.1). */
export function logGamma(x: number): number {
  const shifted = x + 5.5;
  const head = shifted - (x + 0.5) * Math.log(shifted);
  const sum = SERIES.reduce((total, factor, i) => total + factor / (x + 1 + i), 1.000000000190015);
  return Math.log(2.5066282746310005 * sum / x) - head;
}
