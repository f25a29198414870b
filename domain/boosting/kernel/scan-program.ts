/**
 * The search for the best bin of a column to split at, for WebAssembly with SIMD: the sums of both
 * sides of a split lie side by side, so that one instruction works on both.
 */
import {
  f32, f32x4, f64, f64x2, i32, until, when, type Code, type FunctionSource, type Locals,
} from '../../webassembly/assembler.ts';

/** Where a search finds its task and leaves what it found, in bytes from the task's address. */
export const TASK = {
  /** Gradient and second derivative of the node, as a pair. */
  total: 0,
  /** The penalty on weights, twice. */
  lambda: 16,
  minChildWeight: 32,
  /** float32: what the node gains as a leaf. */
  nodeGain: 40,
  /** float32: the best gain so far. */
  gain: 44,
  /** The sums on the left of the best split, as a pair. */
  left: 48,
  /** The sums over the bins that were looked at, as a pair. */
  seen: 64,
  bytes: 80,
} as const;

/** Tries each bin as the last on the left; missing values go right. */
export const scanUp = scan('scanUp', { seenGoesLeft: true });

/** Tries each bin, the last one first, as the first on the right; missing values go left. */
export const scanDown = scan('scanDown', { seenGoesLeft: false });

const PAIR_BYTES = 16;

/**
 * Adds up the pairs from the address `bin` to before `end`, which lies below it for the way down,
 * and returns the address of the pair that splits best, or -1 when none beats the best so far.
 */
function scan(name: string, { seenGoesLeft }: { readonly seenGoesLeft: boolean }): FunctionSource {
  return {
    name,
    parameters: ['bin', 'end', 'task'],
    locals: {
      seen: 'v128', rest: 'v128', total: 'v128', lambda: 'v128', left: 'v128', right: 'v128',
      terms: 'v128', least: 'f64', nodeGain: 'f32', best: 'f32', gain: 'f32', found: 'i32',
    },
    returns: true,
    body: ({ get, set }) => [
      set('total', f64x2.load(TASK.total, get('task'))),
      set('lambda', f64x2.load(TASK.lambda, get('task'))),
      set('least', f64.load(TASK.minChildWeight, get('task'))),
      set('nodeGain', f32.load(TASK.nodeGain, get('task'))),
      set('best', f32.load(TASK.gain, get('task'))),
      set('found', i32.constant(-1)),
      until(i32.equal(get('bin'), get('end')),
        set('seen', f64x2.add(get('seen'), f64x2.load(0, get('bin')))),
        set('rest', f64x2.subtract(get('total'), get('seen'))),
        when(f64.greaterOrEqual(
          f64x2.lane(1, f64x2.least(get('seen'), get('rest'))), get('least')
        ),
          set('left', get(seenGoesLeft ? 'seen' : 'rest')),
          set('right', f64x2.subtract(get('total'), get('left'))),
          set('terms', gains(get)),
          set('gain', f32.subtract(
            f32.add(f32x4.lane(0, get('terms')), f32x4.lane(1, get('terms'))), get('nodeGain')
          )),
          when(i32.and(f32.greater(get('gain'), get('best')), f32.isFinite(get('gain'))),
            set('best', get('gain')),
            set('found', get('bin')),
            f64x2.store(TASK.left, get('task'), get('left')))),
        set('bin', i32.add(get('bin'), i32.constant(seenGoesLeft ? PAIR_BYTES : -PAIR_BYTES)))),
      f64x2.store(TASK.seen, get('task'), get('seen')),
      f32.store(TASK.gain, get('task'), get('best')),
      get('found'),
    ],
  };
}

/** What either side gains as a leaf: the square of its gradient over its penalized weight. */
function gains(get: Locals['get']): Code {
  const gradients = f64x2.firsts(get('left'), get('right'));
  const hessians = f64x2.seconds(get('left'), get('right'));
  return f32x4.divide(
    f32x4.demotePair(f64x2.multiply(gradients, gradients)),
    f32x4.demotePair(f64x2.add(hessians, get('lambda'))),
  );
}
