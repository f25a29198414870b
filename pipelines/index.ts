import { churn } from './churn/pipeline.ts';
import { taxiFare } from './taxi-fare/pipeline.ts';

/** Every model of this app; each becomes a stack of its own. */
export const pipelines = [churn, taxiFare] as const;
