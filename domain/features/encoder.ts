import * as z from 'zod';
import { Feature } from '../definition/features.ts';

/** A feature that knows its categories. */
export const FittedFeature = z.object({
  name: z.string(),
  feature: Feature,
  /** Categories in the order of their codes; empty for other kinds. */
  categories: z.array(z.string()),
});
export type FittedFeature = z.output<typeof FittedFeature>;

/** What turns rows into numbers. Stored with the model it was fitted for; one model, one encoder. */
export const Encoder = z.object({ features: z.array(FittedFeature) });
export type Encoder = z.output<typeof Encoder>;

/** Names of the numbers that an encoder makes, in order. A one-hot category is `feature=category`. */
export function encodedNames(encoder: Encoder): readonly string[] {
  return encoder.features.flatMap(({ name, feature, categories }) =>
    (isOneHot(feature) ? categories.map((category) => `${name}=${category}`) : [name]));
}

/** True for a category that becomes one number per category. */
export function isOneHot(feature: Feature): boolean {
  return feature.kind === 'category' && feature.encoding === 'one-hot';
}
