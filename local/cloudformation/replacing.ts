import type { Properties, ResourceHandler } from './handler.ts';

/**
 * Properties that a resource has for life: when they change, another is made in its place. Source:
 * `createOnlyProperties` of CloudFormation's resource schemas; for tables and rules, where the
 * schemas say less, "Update requires: Replacement" in the template reference.
 */
const FOR_LIFE: Readonly<Record<string, readonly string[]>> = {
  'AWS::CloudFormation::CustomResource': ['ServiceToken'],
  'AWS::CloudWatch::Alarm': ['AlarmName'],
  'AWS::CloudWatch::CompositeAlarm': ['AlarmName'],
  'AWS::CloudWatch::Dashboard': ['DashboardName'],
  'AWS::DynamoDB::Table': ['TableName', 'KeySchema', 'LocalSecondaryIndexes'],
  'AWS::Events::EventBus': ['Name'],
  'AWS::Events::EventBusPolicy': ['EventBusName', 'StatementId'],
  'AWS::Events::Rule': ['Name', 'EventBusName'],
  'AWS::Glue::Database': ['DatabaseName'],
  'AWS::Glue::Table': ['Name', 'DatabaseName', 'CatalogId'],
  'AWS::IAM::ManagedPolicy': ['ManagedPolicyName', 'Path'],
  'AWS::IAM::Role': ['Path', 'RoleName'],
  'AWS::KMS::Alias': ['AliasName'],
  'AWS::Lambda::Alias': ['Name', 'FunctionName'],
  'AWS::Lambda::EventInvokeConfig': ['FunctionName', 'Qualifier'],
  'AWS::Lambda::EventSourceMapping': ['EventSourceArn', 'StartingPosition'],
  'AWS::Lambda::Function': ['FunctionName', 'PackageType'],
  'AWS::Lambda::Url': ['TargetFunctionArn', 'Qualifier'],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::S3::Bucket': ['BucketName'],
  'AWS::S3::BucketPolicy': ['Bucket'],
  'AWS::SNS::Subscription': ['Endpoint', 'Protocol', 'TopicArn'],
  'AWS::SNS::Topic': ['TopicName', 'FifoTopic'],
  'AWS::SQS::Queue': ['QueueName', 'FifoQueue'],
  'AWS::SageMaker::Endpoint': ['EndpointName'],
  'AWS::SSM::Parameter': ['Name'],
  'AWS::Scheduler::Schedule': ['Name'],
  'AWS::Scheduler::ScheduleGroup': ['Name'],
  'AWS::StepFunctions::StateMachine': ['StateMachineName', 'StateMachineType'],
};

/** Whether a change of properties makes another resource rather than changing the one there is. */
export function isReplaced(
  { type, update }: ResourceHandler,
  before: Properties,
  after: Properties,
): boolean {
  if (!update) return true;
  return (FOR_LIFE[type] ?? []).some(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
}
