import type { Delivery } from '../../kernel/index.ts';
import { announceJobEnd } from './engine/jobs.ts';
import { jobKeyOf } from './integrations/sagemaker-job.ts';

/** The part of an EventBridge event that is looked at. */
interface AwsEvent {
  readonly source?: string;
  readonly resources?: readonly string[];
}

/** Hears the events of AWS services: a job of SageMaker that a task waits for may have ended. */
export function hearEvent({ payload, cloud }: Delivery<AwsEvent>): void {
  if (payload.source !== 'aws.sagemaker') return;
  for (const arn of payload.resources ?? []) announceJobEnd(cloud, jobKeyOf(arn));
}
