/** A source of chance; the same seed gives the same numbers everywhere. */
export interface Random {
  /** The next number in [0, 1). */
  next(): number;
}

/** A small seeded generator (sfc32): fast, and good enough to draw rows and columns. */
export function seededRandom(seed: number): Random {
  let a = 0x9e3779b9 | 0;
  let b = 0x243f6a88 | 0;
  let c = seed | 0;
  let counter = 1;
  const draw = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) {
    draw();
  }
  return { next: () => draw() / 0x1_0000_0000 };
}

/** `count` of `items`, each as likely as any other, in the order of `items`. */
export function drawWithoutReplacement(
  items: Int32Array, count: number, random: Random,
): Int32Array {
  const pool = items.slice();
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(random.next() * (pool.length - i));
    const swapped = pool[i]!;
    pool[i] = pool[j]!;
    pool[j] = swapped;
  }
  return pool.subarray(0, count).sort();
}
