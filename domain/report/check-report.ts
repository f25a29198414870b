import * as z from 'zod';
import { BiasVerdict } from '../bias/judge-bias.ts';
import { DriftVerdict, FeatureDrift } from '../drift/judge-drift.ts';
import { Classification } from '../drift/tell-apart.ts';
import { QualityEstimate } from '../estimation/judge-estimate.ts';
import { QualityVerdict } from '../monitoring/judge-quality.ts';
import { Instant, ModelName, VersionNumber } from '../names.ts';

/** One number about a feature. */
export const Measured = z.object({
  name: z.string(),
  title: z.string(),
  unit: z.string(),
  value: z.number().nullable(),
});
export type Measured = z.output<typeof Measured>;

/** One feature, or the prediction, as it was and as it is. */
export const FeatureReport = FeatureDrift.extend({
  /** What each bin holds, in words. */
  bins: z.array(z.string()),
  /** Rows per bin; of a seasonal reference they are weighted and need not be whole. */
  reference: z.array(z.number()),
  current: z.array(z.number()),
  statistics: z.array(Measured),
});
export type FeatureReport = z.output<typeof FeatureReport>;

/** The strongest drift of the window that ends on a day. */
export const DayDrift = z.object({
  day: z.string(),
  rows: z.int(),
  /** Largest index over the threshold. */
  score: z.number(),
  feature: z.string(),
});
export type DayDrift = z.output<typeof DayDrift>;

/** What a check writes down: all that is needed to defend its verdict, or to doubt it. */
export const CheckReport = z.object({
  model: ModelName,
  version: VersionNumber,
  at: Instant,
  /** The window that was looked at. */
  window: z.object({ from: Instant, to: Instant, rows: z.int() }),
  /** What it was held against. */
  reference: z.object({ rows: z.int(), compareWith: z.string() }),
  policy: z.object({
    threshold: z.number(),
    minimumRows: z.int(),
    everyHours: z.number(),
    falsePagesPerYear: z.number(),
    /** The chance of a false page that one check may take. */
    level: z.number(),
    ignore: z.array(z.string()),
  }),
  drift: DriftVerdict,
  /** By index, largest first; empty where nothing was compared. */
  features: z.array(FeatureReport),
  /** Oldest first. */
  timeline: z.array(DayDrift),
  classifier: Classification.nullable(),
  quality: QualityVerdict.nullable(),
  estimate: QualityEstimate.nullable(),
  bias: BiasVerdict.nullable(),
  health: z.object({
    kind: z.string().nullable(),
    reason: z.string(),
    features: z.array(z.string()),
    changedAt: Instant.nullable(),
  }),
});
export type CheckReport = z.output<typeof CheckReport>;
