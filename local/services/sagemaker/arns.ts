import type { Cloud } from '../../kernel/index.ts';

/** Kinds of resources, as they stand in ARNs. */
export type ResourceType =
  | 'training-job'
  | 'transform-job'
  | 'processing-job'
  | 'hyper-parameter-tuning-job'
  | 'model'
  | 'endpoint'
  | 'endpoint-config';

/** The ARN of a resource. Names keep their case, ARNs are in lower case. */
export function resourceArn(cloud: Cloud, type: ResourceType, name: string): string {
  return `arn:${cloud.partition}:sagemaker:${cloud.region}:${cloud.accountId}:${type}/${name.toLowerCase()}`;
}
