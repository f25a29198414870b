import type { ResourceHandler } from '../handler.ts';
import { cdkMetadata } from './cdk-metadata.ts';
import { cloudwatchAlarm } from './cloudwatch-alarm.ts';
import { cloudwatchCompositeAlarm } from './cloudwatch-composite-alarm.ts';
import { cloudwatchDashboard } from './cloudwatch-dashboard.ts';
import { customResource } from './custom-resource.ts';
import { dynamodbTable } from './dynamodb-table.ts';
import { eventsEventBusPolicy } from './events-event-bus-policy.ts';
import { ecrRepository } from './ecr-repository.ts';
import { eventsEventBus } from './events-event-bus.ts';
import { eventsRule } from './events-rule.ts';
import { glueDatabase } from './glue-database.ts';
import { glueTable } from './glue-table.ts';
import { iamManagedPolicy } from './iam-managed-policy.ts';
import { iamPolicy } from './iam-policy.ts';
import { iamRole } from './iam-role.ts';
import { kmsAlias } from './kms-alias.ts';
import { kmsKey } from './kms-key.ts';
import { lambdaAlias } from './lambda-alias.ts';
import { lambdaEventInvokeConfig } from './lambda-event-invoke-config.ts';
import { lambdaEventSourceMapping } from './lambda-event-source-mapping.ts';
import { lambdaFunction } from './lambda-function.ts';
import { lambdaPermission } from './lambda-permission.ts';
import { lambdaUrl } from './lambda-url.ts';
import { lambdaLayerVersion } from './lambda-layer-version.ts';
import { lambdaVersion } from './lambda-version.ts';
import { logsLogGroup } from './logs-log-group.ts';
import { s3Bucket } from './s3-bucket.ts';
import { s3BucketPolicy } from './s3-bucket-policy.ts';
import { schedulerScheduleGroup } from './scheduler-schedule-group.ts';
import { sagemakerEndpoint } from './sagemaker-endpoint.ts';
import { sagemakerEndpointConfig } from './sagemaker-endpoint-config.ts';
import { sagemakerModel } from './sagemaker-model.ts';
import { schedulerSchedule } from './scheduler-schedule.ts';
import { snsSubscription } from './sns-subscription.ts';
import { snsTopic } from './sns-topic.ts';
import { snsTopicPolicy } from './sns-topic-policy.ts';
import { sqsQueue } from './sqs-queue.ts';
import { sqsQueuePolicy } from './sqs-queue-policy.ts';
import { ssmParameter } from './ssm-parameter.ts';
import { stepfunctionsStateMachine } from './stepfunctions-state-machine.ts';

/** Every resource type that is offered. */
export const handlers: readonly ResourceHandler[] = [
  cdkMetadata,
  cloudwatchAlarm,
  cloudwatchCompositeAlarm,
  cloudwatchDashboard,
  customResource,
  dynamodbTable,
  ecrRepository,
  eventsEventBus,
  eventsEventBusPolicy,
  eventsRule,
  glueDatabase,
  glueTable,
  iamManagedPolicy,
  iamPolicy,
  iamRole,
  kmsAlias,
  kmsKey,
  lambdaAlias,
  lambdaEventInvokeConfig,
  lambdaEventSourceMapping,
  lambdaFunction,
  lambdaPermission,
  lambdaUrl,
  lambdaLayerVersion,
  lambdaVersion,
  logsLogGroup,
  s3Bucket,
  s3BucketPolicy,
  sagemakerEndpoint,
  sagemakerEndpointConfig,
  sagemakerModel,
  schedulerSchedule,
  schedulerScheduleGroup,
  snsSubscription,
  snsTopic,
  snsTopicPolicy,
  sqsQueue,
  sqsQueuePolicy,
  ssmParameter,
  stepfunctionsStateMachine,
];

const byType = new Map(handlers.map((handler) => [handler.type, handler]));

/** The handler of a type, or undefined where the type is not offered. */
export function handlerOf(type: string): ResourceHandler | undefined {
  return type.startsWith('Custom::') ? customResource : byType.get(type);
}
