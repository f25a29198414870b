import { NotEmulated } from '../../../errors.ts';
import type { ActionContext } from '../../../kernel/index.ts';
import { constraint, invalidParameter } from '../errors.ts';
import { LATEST, roleOf } from '../functions.ts';
import type { FunctionConfiguration, LambdaFunction } from '../functions.ts';
import { AwsError } from '../../../errors.ts';
import { checkRuntime } from './runtimes.ts';

/** Members of CreateFunction and UpdateFunctionConfiguration. */
export interface ConfigurationInput {
  readonly Role?: string;
  readonly Handler?: string;
  readonly Runtime?: string;
  readonly Timeout?: number;
  readonly MemorySize?: number;
  readonly Description?: string;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> };
  readonly DeadLetterConfig?: { readonly TargetArn?: string };
  readonly TracingConfig?: { readonly Mode?: string };
  readonly EphemeralStorage?: { readonly Size?: number };
  readonly LoggingConfig?: {
    readonly LogFormat?: string;
    readonly LogGroup?: string;
    readonly ApplicationLogLevel?: string;
    readonly SystemLogLevel?: string;
  };
  readonly Layers?: readonly string[];
  readonly VpcConfig?: { readonly SubnetIds?: readonly string[] };
  readonly FileSystemConfigs?: readonly object[];
  readonly ImageConfig?: object;
  readonly SnapStart?: { readonly ApplyOn?: string };
  readonly KMSKeyArn?: string;
  readonly PackageType?: string;
  readonly CodeSigningConfigArn?: string;
  readonly CapacityProviderConfig?: object;
  readonly DurableConfig?: object;
  readonly TenancyConfig?: object;
}

/** Names of variables that Lambda itself sets. */
const RESERVED = [
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
];

/** Throws AWS's errors for settings that Lambda does not take, and ours for what is not offered. */
export function checkConfiguration(input: ConfigurationInput): void {
  refuseMissingParts(input);
  if (input.Runtime !== undefined) checkRuntime(input.Runtime);
  atMost(input.Timeout, 'timeout', 900);
  atMost(input.MemorySize, 'memorySize', 10_240);
  checkVariables(input.Environment?.Variables ?? {});
  checkLevels(input.LoggingConfig ?? {});
  const dead = input.DeadLetterConfig?.TargetArn;
  if (dead && !/^arn:aws:(sqs|sns):/.test(dead))
    throw invalidParameter(`The dead-letter target ${dead} is neither a queue nor a topic.`);
}

/** Throws unless Lambda may assume the role: it tries. */
export function checkRole(role: string, name: string, { cloud, principal }: ActionContext): void {
  cloud.authorize(principal, {
    action: 'iam:PassRole',
    resource: role,
    context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
  });
  const configuration = { Role: role } as FunctionConfiguration;
  const fn: LambdaFunction = {
    name,
    version: LATEST,
    arn: '',
    code: '',
    modified: 0,
    revision: '',
    configuration,
  };
  try {
    roleOf(fn, cloud);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter('The role defined for the function cannot be assumed by Lambda.');
  }
}

function refuseMissingParts(input: ConfigurationInput): void {
  const refuse = (what: string, why: string) => {
    throw new NotEmulated(what, why);
  };
  if (input.VpcConfig?.SubnetIds?.length) refuse('functions in a VPC', 'there is no VPC here');
  if (input.FileSystemConfigs?.length) refuse('file systems of functions', 'there is no EFS here');
  if (input.ImageConfig || input.PackageType === 'Image')
    refuse('functions from container images', 'send a zip package');
  if (input.CodeSigningConfigArn) refuse('code signing', 'signatures are not checked here');
  if (input.CapacityProviderConfig) refuse('capacity providers', 'there are no instances here');
  if (input.DurableConfig) refuse('durable functions', 'use a state machine');
  if (input.TenancyConfig) refuse('isolation by tenant', 'environments are shared');
  if (input.SnapStart?.ApplyOn === 'PublishedVersions')
    refuse('SnapStart', 'environments start in milliseconds here');
}

/** Limits that the service has and its model does not. */
function atMost(value: number | undefined, member: string, most: number): void {
  if (value !== undefined && value > most)
    throw constraint(value, member, `Member must have value less than or equal to ${most}`);
}

function checkVariables(variables: Readonly<Record<string, string>>): void {
  const prefix =
    'Lambda was unable to configure your environment variables because the environment variables you have provided';
  const reserved = Object.keys(variables).filter((name) => RESERVED.includes(name));
  if (reserved.length > 0) {
    throw invalidParameter(
      `${prefix} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  const text = JSON.stringify(variables);
  if (Buffer.byteLength(text) > 4096)
    throw invalidParameter(`${prefix} exceeded the 4KB limit. String measured: ${text}`);
}

/** Source: the refusal as quoted in https://github.com/aws/aws-cdk/pull/28045. */
function checkLevels(logging: NonNullable<ConfigurationInput['LoggingConfig']>): void {
  const { LogFormat = 'Text', ApplicationLogLevel, SystemLogLevel } = logging;
  if (LogFormat === 'Text' && (ApplicationLogLevel ?? SystemLogLevel) !== undefined) {
    throw invalidParameter(
      'LogLevel is not supported when LogFormat is set to "Text". Remove LogLevel from your request or change the LogFormat to "Json" and try again.',
    );
  }
}
