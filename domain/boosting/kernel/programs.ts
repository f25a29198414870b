/**
 * The loops in which training spends its time, for WebAssembly with SIMD. All addresses are
 * in bytes.
 */
import {
  copyMemory, f32, f64x2, i32, select, until, type Code, type FunctionSource, type Locals,
} from '../../webassembly/assembler.ts';

const UNROLLED = 4;
const BIN_BYTES = 2;
const ROW_BYTES = 4;
const PAIR_BYTES = 16;

/** Adds the gradients of the rows listed from `list` to before `end` to the bins of each row. */
export const addRows: FunctionSource = {
  name: 'addRows',
  parameters: ['out', 'bins', 'rowBytes', 'list', 'end', 'gradients'],
  locals: {
    row: 'i32', bin: 'i32', binEnd: 'i32', a: 'i32', b: 'i32', c: 'i32', d: 'i32', pair: 'v128',
  },
  returns: false,
  body: ({ get, set }) => [
    until(i32.greaterOrEqual(get('list'), get('end')),
      set('row', i32.load(0, get('list'))),
      set(
        'pair',
        f64x2.loadFloat32Pair(i32.add(get('gradients'), i32.shiftLeft(get('row'), i32.constant(3))))
      ),
      set('bin', i32.add(get('bins'), i32.multiply(get('row'), get('rowBytes')))),
      set('binEnd', i32.add(get('bin'), get('rowBytes'))),
      until(i32.greaterOrEqual(
        i32.add(get('bin'), i32.constant(UNROLLED * BIN_BYTES - 1)), get('binEnd')
      ),
        ...['a', 'b', 'c', 'd'].map((name, i) => set(name, binAddress(get, i))),
        ...['a', 'b', 'c', 'd'].map((name) => addPair(get, name)),
        set('bin', i32.add(get('bin'), i32.constant(UNROLLED * BIN_BYTES)))),
      until(i32.greaterOrEqual(get('bin'), get('binEnd')),
        set('a', binAddress(get, 0)),
        addPair(get, 'a'),
        set('bin', i32.add(get('bin'), i32.constant(BIN_BYTES)))),
      set('list', i32.add(get('list'), i32.constant(ROW_BYTES)))),
  ],
};

function binAddress(get: Locals['get'], ahead: number): Code {
  return i32.add(
    get('out'), i32.shiftLeft(i32.loadUint16(ahead * BIN_BYTES, get('bin')), i32.constant(4))
  );
}

function addPair(get: Locals['get'], address: string): Code {
  return f64x2.store(0, get(address), f64x2.add(f64x2.load(0, get(address)), get('pair')));
}

/** Takes the pairs at `part` away from those at `from`, up to `end`. */
export const subtractPairs: FunctionSource = {
  name: 'subtractPairs',
  parameters: ['from', 'end', 'part'],
  locals: {},
  returns: false,
  body: ({ get, set }) => [
    until(i32.greaterOrEqual(get('from'), get('end')),
      f64x2.store(
        0, get('from'), f64x2.subtract(f64x2.load(0, get('from')), f64x2.load(0, get('part')))
      ),
      set('from', i32.add(get('from'), i32.constant(PAIR_BYTES))),
      set('part', i32.add(get('part'), i32.constant(PAIR_BYTES)))),
  ],
};

/**
 * Moves the listed rows that go left to the front, the others behind them; returns where those
 * begin.
 */
export const divideRows: FunctionSource = {
  name: 'divideRows',
  parameters: ['column', 'list', 'end', 'spare', 'limit', 'missing', 'missingLeft'],
  locals: { at: 'i32', toRight: 'i32', row: 'i32', bin: 'i32', step: 'i32' },
  returns: true,
  body: ({ get, set }) => [
    set('at', get('list')),
    set('toRight', get('spare')),
    until(i32.greaterOrEqual(get('at'), get('end')),
      set('row', i32.load(0, get('at'))),
      set(
        'bin', i32.loadUint16(0, i32.add(get('column'), i32.shiftLeft(get('row'), i32.constant(1))))
      ),
      i32.store(0, get('list'), get('row')),
      i32.store(0, get('toRight'), get('row')),
      set('step', i32.shiftLeft(goesLeft(get), i32.constant(2))),
      set('list', i32.add(get('list'), get('step'))),
      set('toRight', i32.add(get('toRight'), i32.subtract(i32.constant(ROW_BYTES), get('step')))),
      set('at', i32.add(get('at'), i32.constant(ROW_BYTES)))),
    copyMemory(get('list'), get('spare'), i32.subtract(get('toRight'), get('spare'))),
    get('list'),
  ],
};

function goesLeft(get: Locals['get']): Code {
  return select(
    get('missingLeft'), i32.lessOrEqual(get('bin'), get('limit')),
    i32.equal(get('bin'), get('missing'))
  );
}

/**
 * Adds the float32 at `score` to the margins of the listed rows; `strideBytes` lie between the
 * margins of two rows. XGBoost adds in float32, too.
 */
export const addScore: FunctionSource = {
  name: 'addScore',
  parameters: ['margins', 'strideBytes', 'list', 'end', 'score'],
  locals: { at: 'i32', sum: 'f32' },
  returns: false,
  body: ({ get, set }) => [
    set('sum', f32.load(0, get('score'))),
    until(i32.greaterOrEqual(get('list'), get('end')),
      set('at', i32.add(
        get('margins'), i32.multiply(i32.load(0, get('list')), get('strideBytes'))
      )),
      f32.store(0, get('at'), f32.add(f32.load(0, get('at')), get('sum'))),
      set('list', i32.add(get('list'), i32.constant(ROW_BYTES)))),
  ],
};
