import type { Step } from './step.ts';

const trustOf = (service: string) => JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
});
const ALL = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });

const roleSteps = (name: string, service: string): readonly Step[] => [
  {
    service: 'iam', call: 'CreateRole', input: { RoleName: name, AssumeRolePolicyDocument: trustOf(service) },
    keep: { [name]: 'Role.Arn' }, expect: { 'Role.RoleName': name },
  },
  { service: 'iam', call: 'PutRolePolicy', input: { RoleName: name, PolicyName: 'all', PolicyDocument: ALL } },
];

/** Names of roles that probes make; `probe` is no service's. */
const identity: readonly Step[] = [
  { service: 'sts', call: 'GetCallerIdentity', input: {}, expect: { Account: '000000000000' } },
  ...roleSteps('statesRole', 'states.amazonaws.com'),
  ...roleSteps('lambdaRole', 'lambda.amazonaws.com'),
  ...roleSteps('sagemakerRole', 'sagemaker.amazonaws.com'),
  ...roleSteps('schedulerRole', 'scheduler.amazonaws.com'),
  { service: 'iam', call: 'GetRolePolicy', input: { RoleName: 'statesRole', PolicyName: 'all' }, expect: { PolicyName: 'all', 'PolicyDocument.Statement.0.Effect': 'Allow' } },
  { service: 'iam', call: 'ListRoles', input: {}, expect: { 'Roles.0.RoleName': 'some' } },
  { service: 'iam', call: 'GetRole', input: { RoleName: 'nobody' }, refused: 'NoSuchEntity' },
];

const keys: readonly Step[] = [
  { service: 'kms', call: 'CreateKey', input: { Description: 'probe' }, keep: { keyId: 'KeyMetadata.KeyId' }, expect: { 'KeyMetadata.KeyState': 'Enabled' } },
  { service: 'kms', call: 'CreateAlias', input: { AliasName: 'alias/probe', TargetKeyId: '{keyId}' } },
  { service: 'kms', call: 'DescribeKey', input: { KeyId: 'alias/probe' }, expect: { 'KeyMetadata.Enabled': 'true' } },
  { service: 'kms', call: 'Encrypt', input: { KeyId: 'alias/probe', Plaintext: { blob: 'secret' } }, expect: { CiphertextBlob: 'some' } },
  { service: 'kms', call: 'DescribeKey', input: { KeyId: 'alias/none' }, refused: 'NotFoundException' },
];

const parameters: readonly Step[] = [
  { service: 'ssm', call: 'PutParameter', input: { Name: '/probe/one', Value: 'first', Type: 'String' }, expect: { Version: '1' } },
  { service: 'ssm', call: 'GetParameter', input: { Name: '/probe/one' }, expect: { 'Parameter.Value': 'first' } },
  { service: 'ssm', call: 'GetParametersByPath', input: { Path: '/probe', Recursive: true }, expect: { 'Parameters.0.Name': '/probe/one' } },
  { service: 'ssm', call: 'PutParameter', input: { Name: '/probe/one', Value: 'again', Type: 'String' }, refused: 'ParameterAlreadyExists' },
];

const objects: readonly Step[] = [
  { service: 's3', call: 'CreateBucket', input: { Bucket: 'probe-bucket' } },
  { service: 's3', call: 'PutBucketVersioning', input: { Bucket: 'probe-bucket', VersioningConfiguration: { Status: 'Enabled' } } },
  { service: 's3', call: 'PutObject', input: { Bucket: 'probe-bucket', Key: 'a/key with ünicode+plus', Body: { blob: 'hello' }, Metadata: { who: 'probe' } }, expect: { ETag: '"5d41402abc4b2a76b9719d911017c592"' } },
  { service: 's3', call: 'GetObject', input: { Bucket: 'probe-bucket', Key: 'a/key with ünicode+plus' }, expect: { Body: 'hello', 'Metadata.who': 'probe' } },
  { service: 's3', call: 'HeadObject', input: { Bucket: 'probe-bucket', Key: 'a/key with ünicode+plus' }, expect: { ContentLength: '5' } },
  { service: 's3', call: 'ListObjectsV2', input: { Bucket: 'probe-bucket', Prefix: 'a/' }, expect: { 'Contents.0.Key': 'a/key with ünicode+plus', 'Contents.0.Size': '5' } },
  { service: 's3', call: 'PutObject', input: { Bucket: 'probe-bucket', Key: 'once', Body: { blob: 'x' } } },
  { service: 's3', call: 'PutObject', input: { Bucket: 'probe-bucket', Key: 'once', Body: { blob: 'y' }, IfNoneMatch: '*' }, refused: 'PreconditionFailed' },
  { service: 's3', call: 'DeleteObject', input: { Bucket: 'probe-bucket', Key: 'once' }, expect: { DeleteMarker: 'true' } },
  { service: 's3', call: 'ListObjectVersions', input: { Bucket: 'probe-bucket', Prefix: 'once' }, expect: { 'DeleteMarkers.0.IsLatest': 'true', 'Versions.0.Key': 'once' } },
  { service: 's3', call: 'GetObject', input: { Bucket: 'probe-bucket', Key: 'none' }, refused: 'NoSuchKey' },
];

const queues: readonly Step[] = [
  { service: 'sqs', call: 'CreateQueue', input: { QueueName: 'probe' }, keep: { queueUrl: 'QueueUrl' } },
  { service: 'sqs', call: 'GetQueueAttributes', input: { QueueUrl: '{queueUrl}', AttributeNames: ['All'] }, keep: { queueArn: 'Attributes.QueueArn' }, expect: { 'Attributes.VisibilityTimeout': '30' } },
  { service: 'sqs', call: 'SendMessage', input: { QueueUrl: '{queueUrl}', MessageBody: 'one & only', MessageAttributes: { who: { DataType: 'String', StringValue: 'probe' } } }, expect: { MessageId: 'some' } },
  { service: 'sqs', call: 'ReceiveMessage', input: { QueueUrl: '{queueUrl}', MessageAttributeNames: ['All'] }, keep: { handle: 'Messages.0.ReceiptHandle' }, expect: { 'Messages.0.Body': 'one & only', 'Messages.0.MessageAttributes.who.StringValue': 'probe' } },
  { service: 'sqs', call: 'DeleteMessage', input: { QueueUrl: '{queueUrl}', ReceiptHandle: '{handle}' } },
  { service: 'sqs', call: 'GetQueueUrl', input: { QueueName: 'none' }, refused: 'AWS.SimpleQueueService.NonExistentQueue' },
];

const topics: readonly Step[] = [
  { service: 'sns', call: 'CreateTopic', input: { Name: 'probe' }, keep: { topicArn: 'TopicArn' } },
  { service: 'sns', call: 'Subscribe', input: { TopicArn: '{topicArn}', Protocol: 'sqs', Endpoint: '{queueArn}', ReturnSubscriptionArn: true }, expect: { SubscriptionArn: 'some' } },
  { service: 'sns', call: 'Publish', input: { TopicArn: '{topicArn}', Message: 'hello' }, expect: { MessageId: 'some' } },
  { service: 'sns', call: 'ListSubscriptionsByTopic', input: { TopicArn: '{topicArn}' }, expect: { 'Subscriptions.0.Protocol': 'sqs' } },
  { service: 'sns', call: 'GetTopicAttributes', input: { TopicArn: '{topicArn}none' }, refused: 'NotFound' },
];

const tables: readonly Step[] = [
  { service: 'glue', call: 'CreateDatabase', input: { DatabaseInput: { Name: 'probe' } } },
  {
    service: 'glue', call: 'CreateTable',
    input: {
      DatabaseName: 'probe',
      TableInput: {
        Name: 'rows', TableType: 'EXTERNAL_TABLE', PartitionKeys: [{ Name: 'day', Type: 'date' }],
        StorageDescriptor: { Columns: [{ Name: 'n', Type: 'bigint' }], Location: 's3://probe/rows/' },
      },
    },
  },
  { service: 'glue', call: 'GetTable', input: { DatabaseName: 'probe', Name: 'rows' }, expect: { 'Table.StorageDescriptor.Columns.0.Type': 'bigint' } },
  { service: 'glue', call: 'GetTable', input: { DatabaseName: 'probe', Name: 'none' }, refused: 'EntityNotFoundException' },
  {
    service: 'dynamodb', call: 'CreateTable', expect: { 'TableDescription.TableName': 'probe' },
    input: {
      TableName: 'probe', BillingMode: 'PAY_PER_REQUEST', StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }, { AttributeName: 'sk', AttributeType: 'N' }],
    },
  },
  { service: 'dynamodb', call: 'PutItem', input: { TableName: 'probe', Item: { pk: { S: 'a' }, sk: { N: '1' }, list: { L: [{ BOOL: true }, { NULL: true }] } } } },
  { service: 'dynamodb', call: 'GetItem', input: { TableName: 'probe', Key: { pk: { S: 'a' }, sk: { N: '1' } } }, expect: { 'Item.list.L.0.BOOL': 'true' } },
  { service: 'dynamodb', call: 'Query', input: { TableName: 'probe', KeyConditionExpression: 'pk = :p AND sk > :s', ExpressionAttributeValues: { ':p': { S: 'a' }, ':s': { N: '0' } } }, expect: { Count: '1' } },
  { service: 'dynamodb', call: 'PutItem', input: { TableName: 'probe', Item: { pk: { S: 'a' }, sk: { N: '1' } }, ConditionExpression: 'attribute_not_exists(pk)' }, refused: 'ConditionalCheckFailedException' },
  { service: 'dynamodb', call: 'DescribeTable', input: { TableName: 'probe' }, keep: { streamArn: 'Table.LatestStreamArn' }, expect: { 'Table.TableStatus': 'ACTIVE' } },
  { service: 'dynamodbstreams', call: 'DescribeStream', input: { StreamArn: '{streamArn}' }, keep: { shardId: 'StreamDescription.Shards.0.ShardId' } },
  { service: 'dynamodbstreams', call: 'GetShardIterator', input: { StreamArn: '{streamArn}', ShardId: '{shardId}', ShardIteratorType: 'TRIM_HORIZON' }, keep: { iterator: 'ShardIterator' } },
  { service: 'dynamodbstreams', call: 'GetRecords', input: { ShardIterator: '{iterator}' }, expect: { 'Records.0.eventName': 'INSERT', 'Records.0.dynamodb.NewImage.pk.S': 'a' } },
];

const metrics: readonly Step[] = [
  { service: 'cloudwatch', call: 'PutMetricData', input: { Namespace: 'Probe', MetricData: [{ MetricName: 'm', Value: 4, Dimensions: [{ Name: 'd', Value: 'x' }] }] } },
  { service: 'cloudwatch', call: 'ListMetrics', input: { Namespace: 'Probe' }, expect: { 'Metrics.0.MetricName': 'm', 'Metrics.0.Dimensions.0.Value': 'x' } },
  { service: 'cloudwatch', call: 'PutMetricAlarm', input: { AlarmName: 'probe', Namespace: 'Probe', MetricName: 'm', Dimensions: [{ Name: 'd', Value: 'x' }], Statistic: 'Sum', Period: 60, EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' } },
  { service: 'cloudwatch', call: 'DescribeAlarms', input: { AlarmNames: ['probe'] }, expect: { 'MetricAlarms.0.Threshold': '1' } },
  { service: 'cloudwatch', call: 'SetAlarmState', input: { AlarmName: 'none', StateValue: 'OK', StateReason: 'probe' }, refused: 'ResourceNotFound' },
];

const logs: readonly Step[] = [
  { service: 'logs', call: 'CreateLogGroup', input: { logGroupName: '/probe' } },
  { service: 'logs', call: 'CreateLogStream', input: { logGroupName: '/probe', logStreamName: 's' } },
  { service: 'logs', call: 'DescribeLogGroups', input: { logGroupNamePrefix: '/probe' }, expect: { 'logGroups.0.logGroupName': '/probe' } },
  { service: 'logs', call: 'CreateLogGroup', input: { logGroupName: '/probe' }, refused: 'ResourceAlreadyExistsException' },
];

const events: readonly Step[] = [
  { service: 'events', call: 'PutRule', input: { Name: 'probe', EventPattern: '{"source":["probe"]}' }, expect: { RuleArn: 'some' } },
  { service: 'events', call: 'PutTargets', input: { Rule: 'probe', Targets: [{ Id: 'q', Arn: '{queueArn}' }] }, expect: { FailedEntryCount: '0' } },
  { service: 'events', call: 'PutEvents', input: { Entries: [{ Source: 'probe', DetailType: 'd', Detail: '{}' }] }, expect: { FailedEntryCount: '0' } },
  { service: 'events', call: 'DescribeRule', input: { Name: 'probe' }, expect: { State: 'ENABLED' } },
  { service: 'events', call: 'PutRule', input: { Name: 'bad', EventPattern: '{"source":"probe"}' }, refused: 'InvalidEventPatternException' },
  { service: 'scheduler', call: 'CreateSchedule', input: { Name: 'probe', ScheduleExpression: 'rate(1 day)', FlexibleTimeWindow: { Mode: 'OFF' }, Target: { Arn: '{queueArn}', RoleArn: '{schedulerRole}' } }, expect: { ScheduleArn: 'some' } },
  { service: 'scheduler', call: 'GetSchedule', input: { Name: 'probe' }, expect: { ScheduleExpression: 'rate(1 day)', State: 'ENABLED' } },
  { service: 'scheduler', call: 'GetSchedule', input: { Name: 'none' }, refused: 'ResourceNotFoundException' },
];

const functions: readonly Step[] = [
  { service: 's3', call: 'PutObject', input: { Bucket: 'probe-bucket', Key: 'code.zip', Body: { blob: '{code}' } } },
  { service: 'lambda', call: 'CreateFunction', input: { FunctionName: 'probe', Role: '{lambdaRole}', Runtime: 'nodejs22.x', Handler: 'index.handler', Code: { S3Bucket: 'probe-bucket', S3Key: 'code.zip' } }, expect: { FunctionName: 'probe', Runtime: 'nodejs22.x' } },
  { service: 'lambda', call: 'Invoke', input: { FunctionName: 'probe', Payload: { blob: '{"n":3}' } }, expect: { StatusCode: '200', Payload: '{"twice":6}' } },
  { service: 'lambda', call: 'ListFunctions', input: {}, expect: { 'Functions.0.FunctionName': 'probe' } },
  { service: 'lambda', call: 'GetFunction', input: { FunctionName: 'none' }, refused: 'ResourceNotFoundException' },
];

const machines: readonly Step[] = [
  { service: 'stepfunctions', call: 'CreateStateMachine', input: { name: 'probe', roleArn: '{statesRole}', definition: '{"StartAt":"P","States":{"P":{"Type":"Pass","Result":7,"End":true}}}' }, keep: { machine: 'stateMachineArn' } },
  { service: 'stepfunctions', call: 'StartExecution', input: { stateMachineArn: '{machine}', name: 'one', input: '{}' }, keep: { execution: 'executionArn' } },
  { service: 'stepfunctions', call: 'ListExecutions', input: { stateMachineArn: '{machine}' }, expect: { 'executions.0.name': 'one' } },
  { service: 'stepfunctions', call: 'GetExecutionHistory', input: { executionArn: '{execution}' }, expect: { 'events.0.type': 'ExecutionStarted' } },
  { service: 'stepfunctions', call: 'DescribeStateMachine', input: { stateMachineArn: '{machine}none' }, refused: 'StateMachineDoesNotExist' },
];

const models: readonly Step[] = [
  { service: 'sagemaker', call: 'ListTrainingJobs', input: { MaxResults: 5 }, expect: { TrainingJobSummaries: 'some' } },
  { service: 'sagemaker', call: 'CreateModel', input: { ModelName: 'probe', ExecutionRoleArn: '{sagemakerRole}', PrimaryContainer: { Image: '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1' } }, expect: { ModelArn: 'some' } },
  { service: 'sagemaker', call: 'DescribeModel', input: { ModelName: 'probe' }, expect: { ModelName: 'probe' } },
  { service: 'sagemaker', call: 'DescribeModel', input: { ModelName: 'none' }, refused: 'ValidationException' },
  { service: 'sagemaker-runtime', call: 'InvokeEndpoint', input: { EndpointName: 'none', ContentType: 'text/csv', Body: { blob: '1' } }, refused: 'ValidationError' },
];

const stacks: readonly Step[] = [
  { service: 'cloudformation', call: 'ListStacks', input: {}, expect: { StackSummaries: 'some' } },
  { service: 'cloudformation', call: 'DescribeStacks', input: { StackName: 'none' }, refused: 'ValidationError' },
  { service: 'cloudformation', call: 'ValidateTemplate', input: { TemplateBody: 'Resources: {Q: {Type: "AWS::SQS::Queue"}}' }, expect: { Parameters: 'some' } },
  { service: 'cloudformation', call: 'CreateStack', input: { StackName: 'probe', TemplateBody: 'Resources: {Q: {Type: "AWS::SQS::Queue"}}' }, expect: { StackId: 'some' } },
  { service: 'cloudformation', call: 'DescribeStackEvents', input: { StackName: 'probe' }, expect: { 'StackEvents.0.StackName': 'probe' } },
  { service: 'cloudformation', call: 'GetTemplate', input: { StackName: 'probe' }, expect: { TemplateBody: 'some' } },
  { service: 'cloudformation', call: 'CreateChangeSet', input: { StackName: 'none', ChangeSetName: 'c', TemplateBody: 'Resources: {Q: {Type: "AWS::SQS::Queue"}}' }, refused: 'ValidationError' },
];

/** One probe per service, in the order in which they build on one another. */
export const probes: readonly Step[] = [
  identity, keys, parameters, objects, queues, topics, tables, metrics, logs, events, functions,
  machines, models, stacks,
].flat();
