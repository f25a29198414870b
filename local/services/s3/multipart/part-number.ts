import { invalidArgument } from '../errors.ts';

/** Parts an upload may have. */
export const MOST_PARTS = 10_000;

/** Throws InvalidArgument for numbers that no part has. */
export function checkPartNumber(number: number): void {
  if (Number.isInteger(number) && number >= 1 && number <= MOST_PARTS) return;
  throw invalidArgument(
    'Part number must be an integer between 1 and 10000, inclusive',
    'partNumber',
    String(number),
  );
}
