import { AwsError, NotEmulated } from '../../../errors.ts';
import type { Cloud, Principal } from '../../../kernel/index.ts';
import { invalidParameter } from '../errors.ts';
import { roleOf } from '../functions.ts';
import type { LambdaFunction } from '../functions.ts';
import type { MappingSettings } from './mappings.ts';

/** What a mapping of a stream has unless it says otherwise. */
export const STREAM_DEFAULTS: MappingSettings = {
  BatchSize: 100,
  MaximumBatchingWindowInSeconds: 0,
  ParallelizationFactor: 1,
  MaximumRecordAgeInSeconds: -1,
  BisectBatchOnFunctionError: false,
  MaximumRetryAttempts: -1,
  TumblingWindowInSeconds: 0,
  DestinationConfig: { OnFailure: {} },
};

/** Throws AWS's errors for settings that a stream's mapping cannot have. */
export function checkStreamSettings(settings: MappingSettings): void {
  const { StartingPosition } = settings;
  if (StartingPosition === undefined) {
    throw invalidParameter(
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    );
  }
  if (StartingPosition !== 'TRIM_HORIZON' && StartingPosition !== 'LATEST')
    throw invalidParameter(`Unsupported starting position for arn type: ${StartingPosition}`);
  if (settings.TumblingWindowInSeconds)
    throw new NotEmulated('tumbling windows of streams', 'sum up in the function');
  if (settings.ScalingConfig)
    throw invalidParameter('ScalingConfig is only available for SQS event sources.');
}

/** Throws unless the function's role may read the stream, and the stream is there. */
export async function checkStream(source: string, fn: LambdaFunction, cloud: Cloud): Promise<void> {
  const reader = firstReader(fn, cloud);
  try {
    for (const action of ['GetRecords', 'GetShardIterator', 'DescribeStream'])
      cloud.authorize(reader, { action: `dynamodb:${action}`, resource: source });
    await cloud.call('dynamodbstreams', 'DescribeStream', { StreamArn: source }, reader);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter(
      /AccessDenied/.test(error.code)
        ? `Cannot access stream ${source}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`
        : `Stream not found: ${source}`,
    );
  }
}

/**
 * Who looks at a stream when its mapping is made: the function's role, or the account where that is
 * taken on trust.
 */
export function firstReader(fn: LambdaFunction, cloud: Cloud): Principal {
  const { accountId } = cloud;
  if (cloud.takesOnTrust(fn.configuration.Role))
    return { kind: 'root', arn: `arn:aws:iam::${accountId}:root`, accountId };
  return roleOf(fn, cloud);
}
