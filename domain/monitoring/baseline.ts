import * as z from 'zod';
import { Feature } from '../definition/features.ts';
import { Estimator } from '../estimation/estimator.ts';
import { VersionNumber } from '../names.ts';
import { FeatureProfile } from '../profile/profile.ts';
import { Season } from '../profile/season.ts';
import { ReferenceSample } from './row-sample.ts';

/** What a version has seen and how well it did; pinned to it and never changed. */
export const Baseline = z.object({
  version: VersionNumber,
  /** The features that are watched. */
  inputs: z.array(Feature),
  /** Their distributions on the training side, in the same order. */
  features: z.array(FeatureProfile),
  /** Its predictions on the holdout. */
  predictions: FeatureProfile,
  /** Rows of the training side, for questions about several features at once. @default - none were kept */
  sample: ReferenceSample.optional(),
  /** Tells errors before labels come, where errors are watched. @default - nothing was learned */
  estimator: Estimator.optional(),
  /** How its rows are told apart by time. @default - they are not */
  season: z.object({ compareWith: Season, column: z.string() }).optional(),
  /** The watched metric on the holdout; null when errors are not watched. */
  reference: z.number().nullable(),
});
export type Baseline = z.output<typeof Baseline>;

/** The name under which predictions are watched beside features. */
export const PREDICTION = '(prediction)';
