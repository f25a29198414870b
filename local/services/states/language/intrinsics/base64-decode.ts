import { refuse, stringAt } from './intrinsic.ts';
import type { Intrinsic } from './intrinsic.ts';

/** States.Base64Decode: the text that base64 of at most 10,000 characters stands for. */
export const base64Decode: Intrinsic = (values) => {
  const text = stringAt('Base64Decode', values, 0);
  if (text.length > 10_000)
    throw refuse('Base64Decode', 'the input must not be longer than 10000 characters');
  return Buffer.from(text, 'base64').toString('utf8');
};
