import * as z from 'zod';
import { XgboostHyperparameters } from './xgboost-hyperparameters.ts';

/**
 * What trains and serves a model: the built-in XGBoost container, or an image of your own with the same
 * contract.
 */
export const Algorithm = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('xgboost'),
    /** Version of the container image. */
    version: z.enum(['1.5-1', '1.7-1', '3.0-5', '3.2-0']).default('1.7-1'),
    hyperparameters: XgboostHyperparameters,
  }),
  z.strictObject({
    kind: z.literal('image'),
    /** URI of the image in a registry that SageMaker may read. */
    uri: z.string().min(3),
    hyperparameters: z.record(
      z.string().min(1).max(256),
      z.union([z.string().max(2500), z.number(), z.boolean()]),
    ),
    contentType: z.string().min(3).default('text/csv'),
  }),
]);
export type Algorithm = z.output<typeof Algorithm>;
