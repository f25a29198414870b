import type { State } from '../language/types.ts';
import { choice } from './choice.ts';
import { fail } from './fail.ts';
import type { Frame, Outcome } from './frame.ts';
import type { Json } from '../language/json.ts';
import { map } from './map.ts';
import { parallel } from './parallel.ts';
import { pass } from './pass.ts';
import { succeed } from './succeed.ts';
import { task } from './task.ts';
import { wait } from './wait.ts';

const KINDS = {
  Pass: pass,
  Task: task,
  Wait: wait,
  Choice: choice,
  Succeed: succeed,
  Fail: fail,
  Parallel: parallel,
  Map: map,
};

/** A kind whose states are of the type it is listed under. */
interface ErasedKind {
  readonly enter: (frame: Frame) => Outcome | Promise<Outcome>;
  readonly resume?: (frame: Frame, result: Json) => Outcome | Promise<Outcome>;
}

/** How a state of this type works. */
export function kindOf(state: State): ErasedKind {
  // The table pairs every type with its kind, which TypeScript cannot follow through the union.
  return KINDS[state.Type] as ErasedKind;
}
