const STEPS = [1, 2, 5, 10] as const;

/** The next number of the form 1, 2 or 5 times a power of ten that is not smaller. */
export function roundUp(value: number): number {
  return value < 0 ? -roundDown(-value) : stepped(value, (step, size) => step >= size);
}

/** The next such number that is not greater. */
export function roundDown(value: number): number {
  if (value < 0) return -roundUp(-value);
  return stepped(value, (step, size) => step > size, 1);
}

function stepped(value: number, isOver: (step: number, size: number) => boolean, back = 0): number {
  if (value === 0) return 0;
  const power = Math.floor(Math.log10(value));
  // A relative tolerance: 0.1 * 3 is to count as 0.3.
  const size = Number((value / 10 ** power).toPrecision(12));
  const at = STEPS.findIndex((step) => isOver(step, size));
  const step = STEPS[(at < 0 ? STEPS.length : at) - back] ?? 10;
  return Number(`${step}e${power}`);
}
