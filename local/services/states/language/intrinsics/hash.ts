import { createHash } from 'node:crypto';
import { refuse, stringAt } from './intrinsic.ts';
import type { Intrinsic } from './intrinsic.ts';

const ALGORITHMS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/**
 * States.Hash: the hash of a value in hexadecimal; values other than strings are hashed as JSON
 * text.
 */
export const hash: Intrinsic = (values) => {
  const algorithm = ALGORITHMS[stringAt('Hash', values, 1)];
  if (!algorithm)
    throw refuse('Hash', 'the algorithm must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512');
  const data = values[0] ?? null;
  return createHash(algorithm)
    .update(typeof data === 'string' ? data : JSON.stringify(data))
    .digest('hex');
};
