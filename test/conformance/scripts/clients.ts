/** Clients of the SDK, by the names that the SDK for Python has for services and methods. */
import { NormalizedSchema } from '@smithy/core/schema';
import { CannotReplay, NotOffered } from './outcomes.ts';
import { isMembers } from './values.ts';
import type { Members } from './values.ts';

type Module = Readonly<Record<string, unknown>>;

const MODULES: Readonly<Record<string, readonly [client: string, load: () => Promise<Module>]>> = {
  cloudformation: ['CloudFormationClient', () => import('@aws-sdk/client-cloudformation')],
  cloudwatch: ['CloudWatchClient', () => import('@aws-sdk/client-cloudwatch')],
  dynamodb: ['DynamoDBClient', () => import('@aws-sdk/client-dynamodb')],
  events: ['EventBridgeClient', () => import('@aws-sdk/client-eventbridge')],
  iam: ['IAMClient', () => import('@aws-sdk/client-iam')],
  kms: ['KMSClient', () => import('@aws-sdk/client-kms')],
  lambda: ['LambdaClient', () => import('@aws-sdk/client-lambda')],
  logs: ['CloudWatchLogsClient', () => import('@aws-sdk/client-cloudwatch-logs')],
  s3: ['S3Client', () => import('@aws-sdk/client-s3')],
  sagemaker: ['SageMakerClient', () => import('@aws-sdk/client-sagemaker')],
  scheduler: ['SchedulerClient', () => import('@aws-sdk/client-scheduler')],
  sns: ['SNSClient', () => import('@aws-sdk/client-sns')],
  sqs: ['SQSClient', () => import('@aws-sdk/client-sqs')],
  ssm: ['SSMClient', () => import('@aws-sdk/client-ssm')],
  stepfunctions: ['SFNClient', () => import('@aws-sdk/client-sfn')],
  sts: ['STSClient', () => import('@aws-sdk/client-sts')],
};

/** What is used of a client. */
export interface Client {
  send(command: object): Promise<unknown>;
  destroy(): void;
  readonly middlewareStack: { add(middleware: unknown, options: object): void };
}

/** Takes away the type of a body that the caller did not name: the SDK for Python sends none. */
export function untyped(next: (args: Built) => Promise<unknown>) {
  return (args: Built) => {
    const { headers } = args.request;
    if (args.input.ContentType === undefined && headers['content-type'] === STREAM)
      delete headers['content-type'];
    return next(args);
  };
}

const STREAM = 'application/octet-stream';

/** A call whose request has been built. */
interface Built {
  readonly input: Members;
  readonly request: { readonly headers: Record<string, string> };
}

/** A command of a client, and the shape of its input. */
export interface CommandKind {
  readonly create: (input: object) => object;
  readonly input: NormalizedSchema;
}

/** Makes a client of a service. */
export async function createClient(service: string, settings: object): Promise<Client> {
  const [name] = MODULES[service] ?? [''];
  // The clients have one shape, which their types do not tell.
  const create = (await moduleOf(service))[name] as new (settings: object) => Client;
  return new create(settings);
}

/** The command that a method of the SDK for Python stands for. */
export async function commandOf(service: string, method: string): Promise<CommandKind> {
  const wanted = `${method.replaceAll('_', '')}command`;
  const found = Object.entries(await moduleOf(service)).find(
    ([name]) => name.toLowerCase() === wanted,
  );
  if (!found) throw new CannotReplay(`the client does not offer ${method}`);
  const kind = found[1] as new (input: object) => object;
  return { create: (input) => new kind(input), input: inputOf(new kind({})) };
}

function inputOf(command: object): NormalizedSchema {
  const schema = isMembers(command) && Array.isArray(command.schema) ? command.schema[4] : 'unit';
  return NormalizedSchema.of(schema);
}

function moduleOf(service: string): Promise<Module> {
  const found = MODULES[service];
  if (!found) throw new NotOffered(`no client of ${service}`);
  return found[1]();
}
