import { AwsError } from '../../../errors.ts';
import { sendTo } from '../destinations.ts';
import { functionArn } from '../names.ts';
import type { StreamRecord } from './stream-client.ts';
import type { StreamPoller } from './streams.ts';

/** Why records were given up. */
export interface Failure {
  readonly condition: string;
  readonly attempts: number;
  /** Of the last attempt. @default - none was made */
  readonly requestId?: string;
  readonly functionError?: string | null;
}

/** Tells the destination of a mapping which records were given up; a bucket gets them too. */
export async function tellFailure(
  poller: StreamPoller,
  shardId: string,
  records: readonly StreamRecord[],
  failure: Failure,
): Promise<void> {
  const { row, settings, fn, role, cloud } = poller;
  const destination = settings.DestinationConfig?.OnFailure?.Destination;
  if (!destination) return;
  const body = bodyOf(poller, shardId, records, failure);
  try {
    if (!destination.startsWith('arn:aws:s3:::'))
      return await sendTo(destination, { body: JSON.stringify(body) }, fn, cloud);
    const payload = {
      Records: records.map((record) => ({ ...record, eventSourceARN: row.source })),
    };
    const now = new Date(cloud.world.now()).toISOString();
    const Key = `aws/lambda/${row.id}/${shardId}/${now.slice(0, 10).replace(/-/g, '/')}/${now.replace(/\.\d+Z$/, '').replace(/:/g, '.')}-${cloud.world.uuid()}`;
    const Bucket = destination.slice('arn:aws:s3:::'.length);
    const Body = JSON.stringify({ ...body, payload: JSON.stringify(payload) });
    await cloud.call('s3', 'PutObject', { Bucket, Key, Body }, role);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    cloud.telemetry.metrics([
      {
        namespace: 'AWS/Lambda',
        name: 'DestinationDeliveryFailures',
        dimensions: { FunctionName: fn.name },
        value: 1,
        unit: 'Count',
      },
    ]);
  }
}

function bodyOf(
  { row, fn, cloud }: StreamPoller,
  shardId: string,
  records: readonly StreamRecord[],
  { condition, attempts, requestId, functionError }: Failure,
): object {
  const [first, last] = [records[0]!.dynamodb, records.at(-1)!.dynamodb];
  const time = (seconds: number) => new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    requestContext: {
      requestId: requestId ?? cloud.world.uuid(),
      functionArn: functionArn(row.function, cloud, row.qualifier || undefined),
      condition,
      approximateInvokeCount: attempts,
    },
    ...(requestId === undefined
      ? {}
      : {
          responseContext: {
            statusCode: 200,
            executedVersion: fn.version,
            functionError: functionError ?? null,
          },
        }),
    version: '1.0',
    timestamp: new Date(cloud.world.now()).toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first.SequenceNumber,
      endSequenceNumber: last.SequenceNumber,
      approximateArrivalOfFirstRecord: time(first.ApproximateCreationDateTime),
      approximateArrivalOfLastRecord: time(last.ApproximateCreationDateTime),
      batchSize: records.length,
      streamArn: row.source,
    },
  };
}
