import { createHash } from 'node:crypto';
import type jsonata from 'jsonata';
import type { World } from '../../../../kernel/index.ts';

const ALGORITHMS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** What jsonata hands to a function as `this`. */
interface Focus {
  readonly environment: { lookup(name: string): unknown };
}

/** A fault of a function's argument, in the form in which jsonata reports its own. */
class FunctionFault extends Error {
  constructor(
    public readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'FunctionFault';
  }
}

/**
 * Adds the functions that Step Functions has beyond JSONata, and those that need the world's time
 * and chance.
 */
export function bindFunctions(expression: jsonata.Expression): jsonata.Expression {
  const define = (
    name: string,
    signature: string,
    body: (this: Focus, ...values: never[]) => unknown,
  ) => {
    // jsonata types the implementation by its own Focus, of which ours is the part that is used.
    expression.registerFunction(
      name,
      body as unknown as Parameters<typeof expression.registerFunction>[1],
      signature,
    );
  };
  define('partition', '<a-n:a>', partition);
  define('range', '<n-nn:a>', range);
  define('hash', '<s-s:s>', hash);
  define('parse', '<s-:x>', (text: string) => JSON.parse(text) as unknown);
  define('uuid', '<:s>', function uuid() {
    return worldOf(this).uuid();
  });
  define('random', '<n?:n>', function random(seed?: number) {
    return seed === undefined ? worldOf(this).random() : seeded(seed);
  });
  define('millis', '<:n>', function millis() {
    return worldOf(this).now();
  });
  define('now', '<s?s?:s>', now);
  return expression;
}

function worldOf(focus: Focus): World {
  return focus.environment.lookup('$world') as World;
}

function partition(items: unknown[], size: number): unknown[][] {
  if (size < 1) throw new FunctionFault('D3001', 'The chunk size must be a positive number');
  const step = Math.floor(size);
  return Array.from({ length: Math.ceil(items.length / step) }, (_, n) =>
    items.slice(n * step, (n + 1) * step),
  );
}

function range(first: number, last: number, step: number): number[] {
  if (step === 0) throw new FunctionFault('D3001', 'The increment must not be zero');
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  const numbers = Array.from({ length }, (_, n) => first + n * step);
  // A sequence in jsonata's sense: a single member stands for itself.
  Object.defineProperty(numbers, 'sequence', { value: true });
  return numbers;
}

function hash(text: string, algorithm: string): string {
  const known = ALGORITHMS[algorithm];
  if (!known) throw new FunctionFault('D3001', `Unknown hash algorithm ${algorithm}`);
  return createHash(known).update(text).digest('hex');
}

async function now(this: Focus, picture?: string, timezone?: string): Promise<unknown> {
  const fromMillis = this.environment.lookup('fromMillis') as {
    implementation: (...values: unknown[]) => unknown;
  };
  return fromMillis.implementation.call(this, worldOf(this).now(), picture, timezone);
}

function seeded(seed: number): number {
  let mixed = Math.imul(Math.trunc(seed) ^ 0x9e3779b9, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}
