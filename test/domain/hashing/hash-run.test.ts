import { expect, test } from 'vitest';
import {
  RUN_INDEX_BYTES,
  eachHash,
  hashRun,
  hashesIn,
  metBefore,
  rangeOfShare,
  sharesFor,
} from '../../../domain/hashing/hash-run.ts';
import { ByteHash } from '../../../domain/hashing/byte-hash.ts';
import { SeenHashes } from '../../../domain/hashing/seen-hashes.ts';

function hashesOf(from: number, to: number): SeenHashes {
  const [hash, seen] = [new ByteHash(), new SeenHashes()];
  for (let value = from; value < to; value += 1) {
    hash.ofNumber(value);
    seen.meet(hash.low, hash.high);
  }
  return seen;
}

test('the shares of a run are all its hashes, none twice, of about one size', () => {
  const run = hashRun(hashesOf(0, 10_000));
  const found = new SeenHashes();
  for (let share = 0; share < 7; share += 1) {
    const [from, to] = rangeOfShare(run.subarray(0, RUN_INDEX_BYTES), { share, of: 7 });
    const pairs = run.subarray(from, to);
    expect(hashesIn(pairs)).toBeGreaterThan(1200);
    eachHash(pairs, (low, high) => expect(found.meet(low, high)).toBe(false));
  }
  expect(found.size).toBe(10_000);
});

test('hashes that two runs have are found in the share where both have them', () => {
  const runs = [hashRun(hashesOf(0, 1000)), hashRun(hashesOf(900, 2000))];
  let met = 0;
  for (let share = 0; share < 3; share += 1) {
    const seen = new SeenHashes();
    for (const run of runs) {
      met += hashesIn(metBefore(run.subarray(...rangeOfShare(run, { share, of: 3 })), seen));
    }
  }
  expect(met).toBe(100);
});

test('a run of no hashes has an index and nothing else', () => {
  const run = hashRun(new SeenHashes());
  expect(run).toHaveLength(RUN_INDEX_BYTES);
  expect(rangeOfShare(run, { share: 0, of: 1 })).toEqual([RUN_INDEX_BYTES, RUN_INDEX_BYTES]);
});

test('there are as many shares as fit into the memory of functions', () => {
  expect([0, 1, 4_000_000, 4_000_001, 1e12].map(sharesFor)).toEqual([1, 1, 1, 2, 4096]);
});
