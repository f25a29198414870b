import { i32, i8x16, until } from '../webassembly/assembler.ts';
import type { FunctionSource } from '../webassembly/assembler.ts';

const [QUOTE, LF, CR, NUL] = [34, 10, 13, 0];
const [VECTOR_BYTES, PLACE_BYTES] = [16, 4];

/** Of the bytes below 16, those that are marked. */
const CONTROLS = Array.from({ length: VECTOR_BYTES }, (_, byte) =>
  [LF, CR, NUL].includes(byte) ? 0xff : 0,
);

/**
 * Finds marks among the bytes from the address `at` to before `end`, sixteen at a time, and writes to
 * `out` how far behind `base` each is; answers the address behind the last one. Up to fifteen bytes behind
 * `end` are looked at too. What is marked says `ByteMarks`: the highest bit of a byte is set in those that
 * are no ASCII, and in those for which a comparison was true.
 */
export const findMarks: FunctionSource = {
  name: 'findMarks',
  parameters: ['at', 'end', 'out', 'base', 'delimiter'],
  locals: {
    bits: 'i32',
    bytes: 'v128',
    delimiters: 'v128',
    quotes: 'v128',
    controls: 'v128',
  },
  returns: true,
  body: ({ get, set }) => [
    set('delimiters', i8x16.splat(get('delimiter'))),
    set('quotes', i8x16.splat(i32.constant(QUOTE))),
    set('controls', i8x16.constant(CONTROLS)),
    until(
      i32.greaterOrEqual(get('at'), get('end')),
      set('bytes', i8x16.load(0, get('at'))),
      set(
        'bits',
        i8x16.highestBits(
          i8x16.or(
            i8x16.or(get('bytes'), i8x16.swizzle(get('controls'), get('bytes'))),
            i8x16.or(
              i8x16.equal(get('bytes'), get('delimiters')),
              i8x16.equal(get('bytes'), get('quotes')),
            ),
          ),
        ),
      ),
      until(
        i32.isZero(get('bits')),
        i32.store(0, get('out'), i32.add(get('base'), i32.trailingZeros(get('bits')))),
        set('out', i32.add(get('out'), i32.constant(PLACE_BYTES))),
        set('bits', i32.and(get('bits'), i32.subtract(get('bits'), i32.constant(1)))),
      ),
      set('at', i32.add(get('at'), i32.constant(VECTOR_BYTES))),
      set('base', i32.add(get('base'), i32.constant(VECTOR_BYTES))),
    ),
    get('out'),
  ],
};
