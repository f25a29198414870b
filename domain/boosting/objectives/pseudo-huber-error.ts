import { elementwise } from './elementwise.ts';
import type { ObjectiveFactory } from './objective.ts';

const f32 = Math.fround;

/** Pseudo-Huber loss with slope 1: squared near zero, absolute far away. */
export const pseudoHuberError: ObjectiveFactory = () => elementwise({
  defaultMetric: 'mphe',
  first: (margin, label) => {
    const z = f32(margin - label);
    return f32(z / f32(Math.sqrt(f32(1 + f32(z * z)))));
  },
  second: (margin, label) => {
    const z = f32(margin - label);
    const scale = f32(1 + f32(z * z));
    return f32(1 / f32(scale * f32(Math.sqrt(scale))));
  },
});
