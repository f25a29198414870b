import { refuse, stringAt } from './intrinsic.ts';
import type { Intrinsic } from './intrinsic.ts';

/** States.Base64Encode: the UTF-8 bytes of at most 10,000 characters in base64. */
export const base64Encode: Intrinsic = (values) => {
  const text = stringAt('Base64Encode', values, 0);
  if (text.length > 10_000)
    throw refuse('Base64Encode', 'the input must not be longer than 10000 characters');
  return Buffer.from(text, 'utf8').toString('base64');
};
