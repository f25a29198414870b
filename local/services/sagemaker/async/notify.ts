import { AwsError } from '../../../errors.ts';
import type { Cloud, RolePrincipal } from '../../../kernel/index.ts';
import type { AsyncInferenceConfig } from '../configs.ts';
import type { QueuedInvocation, Result } from './answer-later.ts';

interface Notified {
  readonly config: AsyncInferenceConfig;
  readonly queued: QueuedInvocation;
  readonly result: Result;
}

/** The most bytes of an answer that is told in a notification. */
const MAX_INCLUDED = 128 * 1024;

/** Tells the topic of an endpoint how an invocation ended; a topic that refuses is left. */
export async function notify(cloud: Cloud, principal: RolePrincipal, of: Notified): Promise<void> {
  const { SuccessTopic, ErrorTopic } = of.config.OutputConfig.NotificationConfig ?? {};
  const TopicArn = 'answer' in of.result ? SuccessTopic : ErrorTopic;
  if (TopicArn === undefined) return;
  const Message = JSON.stringify(messageOf(cloud, of));
  try {
    await cloud.call('sns', 'Publish', { TopicArn, Message }, principal);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}

function messageOf(cloud: Cloud, { config, queued, result }: Notified) {
  const { request, destinations } = queued;
  return {
    awsRegion: cloud.region,
    eventTime: new Date(cloud.world.now()).toISOString(),
    receivedTime: new Date(queued.received).toISOString(),
    ...('answer' in result
      ? { invocationStatus: 'Completed' }
      : {
          invocationStatus: result.expired ? 'Expired' : 'Failed',
          failureReason: result.reason,
        }),
    requestParameters: {
      contentType: request.ContentType,
      accept: request.Accept,
      customAttributes: request.CustomAttributes,
      endpointName: request.EndpointName,
      inputLocation: request.InputLocation,
    },
    ...('answer' in result
      ? {
          responseParameters: {
            contentType: result.answer.contentType,
            customAttributes: result.answer.customAttributes,
            outputLocation: destinations.output,
          },
        }
      : destinations.failure === undefined
        ? {}
        : { responseParameters: { outputLocation: destinations.failure } }),
    ...included(config, result),
    inferenceId: queued.inferenceId,
    eventVersion: '1.0',
    eventSource: 'aws:sagemaker',
    eventName: 'InferenceResult',
  };
}

/** The answer itself, where the endpoint tells it and it is small. */
function included(config: AsyncInferenceConfig, result: Result) {
  const topics = config.OutputConfig.NotificationConfig?.IncludeInferenceResponseIn ?? [];
  const topic = 'answer' in result ? 'SUCCESS_NOTIFICATION_TOPIC' : 'ERROR_NOTIFICATION_TOPIC';
  const body = 'answer' in result ? result.answer.body : result.said;
  if (!topics.includes(topic) || body === undefined || body.length > MAX_INCLUDED) return {};
  return { responseBody: { content: body.toString('base64'), encoding: 'BASE64' } };
}
