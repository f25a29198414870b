import { arrayAt, integerAt, refuse } from './intrinsic.ts';
import type { Intrinsic } from './intrinsic.ts';

/** States.ArrayPartition: the array in chunks of a size. */
export const arrayPartition: Intrinsic = (values) => {
  const items = arrayAt('ArrayPartition', values, 0);
  const size = integerAt('ArrayPartition', values, 1);
  if (size <= 0)
    throw refuse('ArrayPartition', 'the chunk size must be a non-zero, positive integer');
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  );
};
