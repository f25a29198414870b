/** The events of AWS that we read. Lenient: only what we use is demanded, the rest may be anything. */
import * as z from 'zod';
import { Instant } from '../names.ts';

const envelope = { id: z.string(), time: z.string(), source: z.string() };

/** S3 "Object Created" as EventBridge delivers it. `source-ip-address` and all else is left alone. */
export const ObjectCreated = z.object({
  ...envelope,
  'detail-type': z.literal('Object Created'),
  detail: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({
      key: z.string(),
      size: z.number().optional(),
      etag: z.string().optional(),
      'version-id': z.string().optional(),
    }),
  }),
});
export type ObjectCreated = z.output<typeof ObjectCreated>;

/** "CloudWatch Alarm State Change": dimensions tell the model, the metric tells the reason. */
export const AlarmStateChange = z.object({
  ...envelope,
  'detail-type': z.literal('CloudWatch Alarm State Change'),
  detail: z.object({
    alarmName: z.string(),
    state: z.object({ value: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']), reason: z.string().optional() }),
    previousState: z.object({ value: z.string() }).optional(),
    configuration: z.object({
      description: z.string().optional(),
      metrics: z.array(z.object({
        metricStat: z.object({
          metric: z.object({
            namespace: z.string().optional(),
            name: z.string().optional(),
            dimensions: z.record(z.string(), z.string()).optional(),
          }),
        }).optional(),
      })).optional(),
    }).optional(),
  }),
});
export type AlarmStateChange = z.output<typeof AlarmStateChange>;

/** "Step Functions Execution Status Change": the name of the execution is the run id. */
export const ExecutionStatusChange = z.object({
  ...envelope,
  'detail-type': z.literal('Step Functions Execution Status Change'),
  detail: z.object({
    executionArn: z.string(),
    name: z.string(),
    status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE']),
    input: z.string().nullish(),
    error: z.string().nullish(),
    cause: z.string().nullish(),
  }),
});
export type ExecutionStatusChange = z.output<typeof ExecutionStatusChange>;

/** A request to a function URL with IAM authorisation (payload format 2.0). */
export const FunctionUrlRequest = z.object({
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
  rawPath: z.string().optional(),
  requestContext: z.object({
    requestId: z.string(),
    http: z.object({ method: z.string() }),
    authorizer: z.object({ iam: z.object({ userArn: z.string() }) }).nullish(),
  }),
});
export type FunctionUrlRequest = z.output<typeof FunctionUrlRequest>;

/** What a function URL answers. */
export const FunctionUrlResponse = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type FunctionUrlResponse = z.output<typeof FunctionUrlResponse>;

/** A batch of messages from a queue. */
export const QueueBatch = z.object({
  Records: z.array(z.object({ messageId: z.string(), body: z.string() })),
});
export type QueueBatch = z.output<typeof QueueBatch>;

/** The messages of a batch that failed and are to be delivered again. */
export const QueueBatchAnswer = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })),
});
export type QueueBatchAnswer = z.output<typeof QueueBatchAnswer>;

/** A CloudFormation custom resource request. All property values arrive as text. */
export const CustomResourceRequest = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  RequestId: z.string(),
  StackId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
  ResponseURL: z.string(),
  ResourceProperties: z.record(z.string(), z.unknown()),
});
export type CustomResourceRequest = z.output<typeof CustomResourceRequest>;

/**
 * A scheduled call: EventBridge Scheduler renders it with `<aws.scheduler.execution-id>` and
 * `<aws.scheduler.scheduled-time>`.
 */
export const ScheduledCall = z.object({ model: z.string(), id: z.string(), time: Instant.or(z.string()) });
export type ScheduledCall = z.output<typeof ScheduledCall>;
