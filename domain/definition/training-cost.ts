import type { ModelDefinition } from './model-definition.ts';

/**
 * List prices of training instances in us-east-1, US dollars per hour, November 2026. An estimate: other
 * regions differ by up to a third, and prices change.
 */
const DOLLARS_PER_HOUR: Readonly<Record<string, number>> = {
  'ml.m5.large': 0.115, 'ml.m5.xlarge': 0.23, 'ml.m5.2xlarge': 0.461, 'ml.m5.4xlarge': 0.922, 'ml.m5.12xlarge': 2.765,
  'ml.c5.xlarge': 0.204, 'ml.c5.2xlarge': 0.408, 'ml.c5.4xlarge': 0.816, 'ml.c5.9xlarge': 1.836,
};

/**
 * What a training costs at most, should it run as long as it may; null where the price of the instance is
 * not known.
 */
export function highestTrainingCost({ training }: Pick<ModelDefinition, 'training'>): number | null {
  const price = DOLLARS_PER_HOUR[training.instanceType];
  return price === undefined ? null : (price * training.instanceCount * training.maxRuntimeMinutes) / 60;
}
