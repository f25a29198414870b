import { AwsError } from '../../errors.ts';
import { refuseForeignSettings, requireKnownTarget } from './senders.ts';
import type { Target } from './targets.ts';
import { placeholdersOf, RESERVED_PLACEHOLDERS } from './transform.ts';

/** Throws AWS's ValidationException for what PutTargets does not take. */
export function checkTarget(target: Target): void {
  const { Id, Arn, RoleArn } = target;
  if (!isTarget(Arn))
    throw invalid(`Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`);
  requireKnownTarget(Arn);
  refuseForeignSettings(target);
  if (Arn.split(':')[2] === 'states' && RoleArn === undefined)
    throw invalid(`RoleArn is required for target ${Arn}.`);
  if (Arn.endsWith('.fifo') && isQueue(Arn) && !target.SqsParameters?.MessageGroupId)
    throw invalid(`Parameter(s) SqsParameters must be specified for target: ${Id}.`);
  const inputs = [target.Input, target.InputPath, target.InputTransformer];
  if (inputs.filter((input) => input !== undefined).length > 1)
    throw invalid(
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`,
    );
  if (target.Input !== undefined && !isJson(target.Input))
    throw invalid(`JSON syntax error in input for target ${Id}`);
  if (target.InputPath !== undefined && !target.InputPath.startsWith('$'))
    throw invalid(`Invalid InputPath for target ${Id}.`);
  checkTransformer(target);
}

/** Services that rules send to. Source: EventBridge user guide, event bus targets. */
const TARGETS = [
  ...['appsync', 'batch', 'codebuild', 'codepipeline', 'ecs', 'events', 'execute-api', 'firehose'],
  ...['inspector', 'kinesis', 'lambda', 'logs', 'redshift', 'redshift-serverless', 'sagemaker'],
  ...['sns', 'sqs', 'ssm', 'ssm-incidents', 'states'],
];

/**
 * Whether this is the ARN of something that a rule may send to. AWS has the same words for what is
 * no ARN and for an ARN of something else
 * (https://github.com/hashicorp/terraform-provider-aws/pull/37773).
 */
function isTarget(arn: string): boolean {
  const [, service = ''] = /^arn:[^:]+:([^:]+):[^:]*:[^:]*:.+/.exec(arn) ?? [];
  return TARGETS.includes(service);
}

function checkTransformer({ Id, InputTransformer }: Target): void {
  if (!InputTransformer) return;
  const { InputPathsMap = {}, InputTemplate } = InputTransformer;
  for (const name of Object.keys(InputPathsMap))
    if (name.startsWith('AWS') || name.startsWith('aws.'))
      throw invalid(`InputPathsMap for target ${Id} contains invalid key ${name}.`);
  const unknown = placeholdersOf(InputTemplate).find(
    (name) => !Object.hasOwn(InputPathsMap, name) && !RESERVED_PLACEHOLDERS.has(name),
  );
  if (unknown !== undefined)
    throw invalid(`InputTemplate for target ${Id} contains invalid placeholder ${unknown}.`);
}

function isQueue(arn: string): boolean {
  return arn.split(':')[2] === 'sqs';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
