import * as z from 'zod';
import { DataContract } from '../definition/data-contract.ts';
import { Target, Task } from '../definition/model-definition.ts';
import { Encoder } from './encoder.ts';

/** Everything that has to be known to ask a version: stored once per run, never changed; `bundle.json`. */
export const ServingBundle = z.object({
  task: Task,
  target: Target,
  contract: DataContract,
  encoder: Encoder,
});
export type ServingBundle = z.output<typeof ServingBundle>;
