import { BoostingError } from '../errors.ts';

const f32 = Math.fround;
const LARGEST_EXPONENT = f32(88.7);

/** The logistic function as XGBoost rounds it: every step in float32. */
export function sigmoid(margin: number): number {
  const exponential = f32(Math.exp(Math.min(-margin, LARGEST_EXPONENT)));
  return f32(1 / f32(exponential + 1));
}

/** The margin of a probability; refuses what is none in the words of XGBoost. */
export function logit(probability: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new BoostingError('BoostingParameterInvalid', 'Check failed: base_score > 0.0f && base_score < 1.0f: '
      + `base_score must be in (0,1) for logistic loss, got: ${probability}`);
  }
  return f32(-f32(Math.log(f32(f32(1 / f32(probability)) - 1))));
}
