import { AwsError } from '../../../errors.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { invalidParameter } from '../errors.ts';
import { roleOf } from '../functions.ts';
import type { LambdaFunction } from '../functions.ts';
import type { MappingSettings } from './mappings.ts';

/** Throws AWS's errors for settings that a queue's mapping cannot have. */
export function checkQueueSettings(settings: MappingSettings, source: string): void {
  const { BatchSize, MaximumBatchingWindowInSeconds: window } = settings;
  const fifo = source.endsWith('.fifo');
  if (BatchSize > (fifo ? 10 : 10_000)) {
    throw invalidParameter(
      `Batch size must be between 1 and ${fifo ? 10 : 10_000} for ${fifo ? 'FIFO' : 'standard'} SQS event source mappings.`,
    );
  }
  if (fifo && window > 0)
    throw invalidParameter('Batching window is not supported for FIFO queues.');
  if (BatchSize > 10 && window === 0) {
    throw invalidParameter(
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    );
  }
}

/** Throws unless the function's role may receive from the queue, and has time enough for it. */
export async function checkQueue(source: string, fn: LambdaFunction, cloud: Cloud): Promise<void> {
  const [, , , , account, name] = source.split(':');
  try {
    const { Attributes } = await cloud.call<{ Attributes?: Record<string, string> }>(
      'sqs',
      'GetQueueAttributes',
      {
        QueueUrl: `${cloud.endpoint}/${account}/${name}`,
        AttributeNames: ['VisibilityTimeout'],
      },
      { kind: 'root', arn: `arn:aws:iam::${cloud.accountId}:root`, accountId: cloud.accountId },
    );
    const visibility = Number(Attributes?.VisibilityTimeout ?? 30);
    const { Timeout } = fn.configuration;
    if (visibility < Timeout) {
      throw invalidParameter(
        `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${Timeout} seconds`,
      );
    }
    if (cloud.takesOnTrust(fn.configuration.Role)) return;
    cloud.authorize(roleOf(fn, cloud), { action: 'sqs:ReceiveMessage', resource: source });
  } catch (error) {
    if (!(error instanceof AwsError) || error.code === 'InvalidParameterValueException')
      throw error;
    if (/AccessDenied/.test(error.code)) {
      throw invalidParameter(
        'The provided execution role does not have permissions to call ReceiveMessage on SQS',
      );
    }
    throw invalidParameter(
      'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
    );
  }
}
