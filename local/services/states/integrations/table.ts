import { activityTask } from './activity-task.ts';
import { awsSdk } from './aws-sdk.ts';
import { dynamodbItem } from './dynamodb-item.ts';
import { eventsPutEvents } from './events-put-events.ts';
import type { Integration } from './integration.ts';
import { lambdaFunction } from './lambda-function.ts';
import { lambdaInvoke } from './lambda-invoke.ts';
import { parseResource } from './resource.ts';
import { sagemakerJob } from './sagemaker-job.ts';
import { sagemakerRequest } from './sagemaker-requests.ts';
import { snsPublish } from './sns-publish.ts';
import { sqsSendMessage } from './sqs-send-message.ts';
import { statesStartExecution } from './states-start-execution.ts';

/** Optimized integrations by `service:resource`, the pattern included. */
const INTEGRATIONS: Readonly<Record<string, Integration>> = {
  'lambda:invoke': lambdaInvoke,
  'lambda:invoke.waitForTaskToken': lambdaInvoke,
  'sqs:sendMessage': sqsSendMessage,
  'sqs:sendMessage.waitForTaskToken': sqsSendMessage,
  'sns:publish': snsPublish,
  'sns:publish.waitForTaskToken': snsPublish,
  'events:putEvents': eventsPutEvents,
  'events:putEvents.waitForTaskToken': eventsPutEvents,
  'dynamodb:getItem': dynamodbItem('GetItem'),
  'dynamodb:putItem': dynamodbItem('PutItem'),
  'dynamodb:updateItem': dynamodbItem('UpdateItem'),
  'dynamodb:deleteItem': dynamodbItem('DeleteItem'),
  'states:startExecution': statesStartExecution,
  'states:startExecution.sync': statesStartExecution,
  'states:startExecution.sync:2': statesStartExecution,
  'states:startExecution.waitForTaskToken': statesStartExecution,
  'sagemaker:createTrainingJob': sagemakerRequest('CreateTrainingJob'),
  'sagemaker:createTrainingJob.sync': sagemakerJob({
    name: 'TrainingJob',
    arnType: 'training-job',
  }),
  'sagemaker:createTransformJob': sagemakerRequest('CreateTransformJob'),
  'sagemaker:createTransformJob.sync': sagemakerJob({
    name: 'TransformJob',
    arnType: 'transform-job',
  }),
  'sagemaker:createProcessingJob': sagemakerRequest('CreateProcessingJob'),
  'sagemaker:createProcessingJob.sync': sagemakerJob({
    name: 'ProcessingJob',
    arnType: 'processing-job',
  }),
  'sagemaker:createHyperParameterTuningJob': sagemakerRequest('CreateHyperParameterTuningJob'),
  'sagemaker:createHyperParameterTuningJob.sync': sagemakerJob({
    name: 'HyperParameterTuningJob',
    arnType: 'hyper-parameter-tuning-job',
  }),
  'sagemaker:createModel': sagemakerRequest('CreateModel'),
  'sagemaker:createEndpointConfig': sagemakerRequest('CreateEndpointConfig'),
  'sagemaker:createEndpoint': sagemakerRequest('CreateEndpoint'),
  'sagemaker:updateEndpoint': sagemakerRequest('UpdateEndpoint'),
};

/** The integration that a Resource names, or undefined. */
export function integrationFor(resource: string): Integration | undefined {
  const parsed = parseResource(resource);
  if (!parsed) return undefined;
  if (parsed.kind === 'function') return lambdaFunction;
  if (parsed.kind === 'activity') return activityTask;
  const [sdk, service] = parsed.service.split(':');
  if (sdk === 'aws-sdk' && service) return awsSdk(service, parsed.api);
  return INTEGRATIONS[`${parsed.service}:${parsed.resource}`];
}
