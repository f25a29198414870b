import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../domain/hashing/canonical-json.ts';
import { sha256Hex, unitHash } from '../../../domain/hashing/sha256.ts';

describe('SHA-256', () => {
  test('equals the platform for every length around the border of a block, and for text beyond ASCII', () => {
    for (const length of [0, 1, 3, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000]) {
      const text = `${'x'.repeat(length)}é✓`;
      expect(sha256Hex(text)).toBe(createHash('sha256').update(text).digest('hex'));
    }
    expect(sha256Hex(new Uint8Array([0, 255, 128]))).toBe(
      createHash('sha256').update(new Uint8Array([0, 255, 128])).digest('hex'),
    );
  });

  test('spreads rows evenly over [0, 1)', () => {
    const places = Array.from({ length: 20_000 }, (_, index) => unitHash(`row ${index}`));
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...places)).toBeLessThan(1);
    const tenths = places.reduce((counts, place) => {
      counts[Math.floor(place * 10)]! += 1;
      return counts;
    }, new Array<number>(10).fill(0));
    for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });
});

describe('canonical JSON', () => {
  test('does not care in which order members were written, but in which order items are', () => {
    expect(canonicalJson({ b: [2, 1], a: { d: 1, c: null } })).toBe('{"a":{"c":null,"d":1},"b":[2,1]}');
    expect(canonicalJson({ a: 1, b: undefined })).toBe('{"a":1}');
  });
});
