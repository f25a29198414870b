import type { GrantedPermission } from '../../../cli/aws/used-permissions.ts';

/** Why permissions are given that the life of a model does not use. */
export interface UnusedReason {
  /** Matches the role's name without the digits that make it unique. @default - any role */
  readonly role?: RegExp;
  readonly action: RegExp;
  readonly resource?: RegExp;
  readonly because: string;
}

/** The reasons; the first that matches counts. One that matches nothing any more has to go. */
export const REASONS: readonly UnusedReason[] = [
  {
    role: /admitupload|judgepiece/,
    action: /^s3:AbortMultipartUpload$/,
    because: 'refused files of more than one part leave nothing behind; here no file has two parts',
  },
  {
    role: /admitupload|mergepieces/,
    action: /^s3:DeleteObject$/,
    because: 'of two uploads of one content at the same moment, the one that came second is removed',
  },
  {
    role: /LargeUploads/,
    action: /^states:(StartExecution|DescribeExecution|StopExecution|RedriveExecution)$/,
    because:
      "what Step Functions does with a map's executions (developer guide, IAM policies for Distributed Map); the local cloud does not ask for it",
  },
  {
    role: /Eraser/,
    action: /^(s3|dynamodb|ssm|kms):/,
    because: 'nobody is erased in this life: test/journeys/forget.test.ts does it with this very role',
  },
  {
    action: /^sqs:SendMessage$/,
    resource: /DeadLetters/,
    because: 'Lambda and Scheduler put there what was tried in vain; here nothing fails for good',
  },
  {
    action: /^s3:ListBucket$/,
    because: 'S3 answers 403 instead of 404 for an object that is not there to whom may not list',
  },
  {
    role: /-Functions/,
    action: /^kms:/,
    because:
      'DynamoDB uses the key of a table in the name of its caller (developer guide, encryption at rest, usage notes); the local cloud asks for it with S3 and SQS only',
  },
  {
    role: /PipelineJobs/,
    action: /^kms:(CreateGrant|DescribeKey|Encrypt)$/,
    because:
      'volumes of instances and outputs of jobs are encrypted so (developer guide, sagemaker-roles); no local job has a volume',
  },
  {
    role: /PipelineJobs/,
    action: /^(logs:DescribeLogStreams|cloudwatch:PutMetricData)$/,
    because:
      "part of SageMaker's documented minimum for execution roles (developer guide, sagemaker-roles)",
  },
  {
    action: /^sagemaker:ListTags$/,
    because: 'Step Functions looks for the jobs that it tagged (developer guide, sagemaker-iam)',
  },
  {
    action: /^sagemaker:AddTags$/,
    resource: /:model\//,
    because: 'Step Functions tags what it makes where the account asks for tags',
  },
  {
    action: /^sagemaker:StopTransformJob$/,
    because: 'an execution that is aborted while the holdout is predicted stops its jobs',
  },
  {
    role: /PipelineRole/,
    action: /^sagemaker:DeleteModel$/,
    because: 'a challenger that the gates refuse is removed',
  },
  {
    role: /deployversion/,
    action: /^sagemaker:(Delete|DescribeEndpoint$)/,
    because: 'a slot that a failed deployment left behind is cleared before it is used again',
  },
  {
    role: /managemodel/,
    action: /^states:StopExecution$/,
    because: 'a model that is deleted while it trains stops first',
  },
  {
    role: /checkmodel/,
    action: /^events:PutEvents$/,
    because: 'said when a check finds the model unhealthy',
  },
  {
    role: /writecaptures/,
    action: /^sqs:GetQueueAttributes$/,
    because: "part of Lambda's documented minimum for queues as event sources",
  },
];

/** The reason of a permission, or undefined. */
export function reasonFor({ role, action, resource }: GrantedPermission): string | undefined {
  return REASONS.find(
    (reason) =>
      (reason.role?.test(role) ?? true) &&
      reason.action.test(action) &&
      (reason.resource?.test(resource) ?? true),
  )?.because;
}
