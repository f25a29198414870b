import * as z from 'zod';
import { ModelName } from '../names.ts';
import { Algorithm } from './algorithm.ts';
import { ColumnName, DataContract } from './data-contract.ts';
import { Feature } from './features.ts';
import { Gate, Monitors, Retraining, Serving, Training } from './policies.ts';

/** What is predicted: a column, or the difference of two. */
export const Target = z.union([
  z.strictObject({
    column: ColumnName,
    /** The value that counts as 1 in a binary task. */
    positive: z.string().min(1).optional(),
    /** All values of a multiclass task, in the order of their class numbers. */
    classes: z.array(z.string().min(1)).min(2).max(1000).optional(),
  }),
  z.strictObject({ difference: z.tuple([ColumnName, ColumnName]) }),
]);
export type Target = z.output<typeof Target>;

/** Task of a model. */
export const Task = z.enum(['regression', 'binary', 'multiclass']);
export type Task = z.output<typeof Task>;

/** Everything about a model: pure data, from which resources are made and by which functions decide. */
export const ModelDefinition = z.strictObject({
  name: ModelName,
  description: z.string().max(500).optional(),
  /** Whom to ask. Shown to people on call. */
  owners: z.array(z.string().min(1)).default([]),
  task: Task,
  target: Target,
  contract: DataContract,
  features: z.array(Feature).min(1).max(1000),
  /** Columns that are not known when a prediction is asked for, or that give the answer away. */
  neverFeatures: z.array(ColumnName).default([]),
  algorithm: Algorithm,
  training: Training.prefault({}),
  /**
   * Rows of one group, such as those of one customer, are on one side. @default - the content of each row
   * decides about it alone
   */
  split: z.strictObject({ by: z.literal('group'), column: ColumnName }).optional(),
  validation: z.strictObject({ share: z.number().min(0).max(0.5).default(0.1) }).prefault({}),
  holdout: z.strictObject({
    share: z.number().gt(0).max(0.5).default(0.2),
    /** Only the holdout side of the newest days is judged on. @default - the whole holdout side */
    days: z.int().min(1).optional(),
    minimumRows: z.int().min(10).default(100),
  }).prefault({}),
  gates: z.array(Gate).default([]),
  approval: z.strictObject({
    mode: z.enum(['automatic', 'manual']).default('automatic'),
    timeoutHours: z.int().min(1).max(24 * 30).default(72),
    /** May the one who asked for the run also approve it? */
    requesterMayApprove: z.boolean().default(false),
  }).prefault({}),
  serving: Serving.prefault({ mode: 'serverless' }),
  monitors: Monitors.prefault({}),
  retraining: Retraining.prefault({}),
  limits: z.strictObject({
    /**
     * What one training may cost at most, in US dollars at list price, should it run as long as it may.
     * @default - none
     */
    maxTrainingCostUsd: z.number().gt(0).optional(),
  }).prefault({}),
});
export type ModelDefinition = z.output<typeof ModelDefinition>;

/** A definition as it is written: defaults may be left out. */
export type ModelDefinitionInput = z.input<typeof ModelDefinition>;

/** The columns that the target is made of; they come with the labels. */
export function targetColumns(definition: Pick<ModelDefinition, 'target'>): readonly string[] {
  return 'column' in definition.target ? [definition.target.column] : definition.target.difference;
}

/** The columns that a request for a prediction has to name. */
export function requestColumns(definition: Pick<ModelDefinition, 'target' | 'contract'>): readonly string[] {
  const targets = targetColumns(definition);
  return definition.contract.columns
    .filter((column) => !column.optional && !targets.includes(column.name))
    .map((column) => column.name);
}

/** The classes of a multiclass target in the order of their numbers; none for other tasks. */
export function classesOf({ target }: Pick<ModelDefinition, 'target'>): readonly string[] {
  return 'column' in target ? target.classes ?? [] : [];
}
