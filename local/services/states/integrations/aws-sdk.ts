import { AwsError } from '../../../errors.ts';
import { StateFailure } from '../language/failure.ts';
import { isObject } from '../language/json.ts';
import type { Json } from '../language/json.ts';
import type { Integration, TaskRequest } from './integration.ts';
import { withoutNulls } from './call.ts';
import { answered, withText } from './message-parameters.ts';
import { bytesOf, capital, capitalized, plainOutput, uncapitalized } from './plain-output.ts';

/** What a service is called here, when that is not its name in SDK integrations. */
const LOCAL_NAMES: Readonly<Record<string, string>> = {
  sfn: 'states',
  eventbridge: 'events',
  sagemakerruntime: 'sagemaker-runtime',
  cloudwatchlogs: 'logs',
};

/** How a service is called in errors, when that is not its name with a capital. */
const ERROR_NAMES: Readonly<Record<string, string>> = {
  dynamodb: 'DynamoDb',
  sagemaker: 'SageMaker',
  sagemakerruntime: 'SageMakerRuntime',
  eventbridge: 'EventBridge',
  cloudwatch: 'CloudWatch',
  cloudwatchlogs: 'CloudWatchLogs',
  secretsmanager: 'SecretsManager',
  cloudformation: 'CloudFormation',
};

/** Services whose members begin in lower case. */
const LOWER_CASE = new Set(['sfn', 'cloudwatchlogs']);

/** Members that take text or bytes: other JSON is written out. */
const TEXT_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  'sfn:startExecution': ['Input'],
  'sfn:startSyncExecution': ['Input'],
  'sfn:sendTaskSuccess': ['Output'],
  's3:putObject': ['Body'],
  'lambda:invoke': ['Payload'],
  'sqs:sendMessage': ['MessageBody'],
  'sns:publish': ['Message'],
  'sagemakerruntime:invokeEndpoint': ['Body'],
};

/** Codes that become the service's general exception. */
const GENERAL =
  /^(AccessDenied(Exception)?|Validation(Exception|Error)|Throttling(Exception)?|AuthorizationError)$/;

/** arn:aws:states:::aws-sdk:<service>:<action>: any action of any service. */
export function awsSdk(service: string, api: string): Integration {
  return {
    perform: async (request) => {
      const given = withTextMembers(
        withoutNulls(request.parameters),
        TEXT_MEMBERS[`${service}:${api}`] ?? [],
      );
      const parameters = LOWER_CASE.has(service) ? uncapitalized(given) : given;
      const answer = await call(request, service, api, parameters);
      const output = plainOutput(answer, 'iso');
      return answered(request, LOWER_CASE.has(service) ? capitalized(output) : output);
    },
  };
}

/** A Body that is JSON or text is sent as text. */
function withTextMembers(parameters: Json, members: readonly string[]): Json {
  if (!isObject(parameters)) return parameters;
  const written = members.reduce(withText, parameters);
  return members.includes('Body')
    ? { ContentType: 'text/plain; charset=UTF-8', ...written }
    : written;
}

async function call(
  request: TaskRequest,
  service: string,
  api: string,
  parameters: Json,
): Promise<unknown> {
  try {
    const answer = await request.cloud.call(
      LOCAL_NAMES[service] ?? service,
      capital(api),
      parameters,
      request.principal(),
    );
    return isStreamed(answer)
      ? { ...answer, Body: (await bytesOf(answer.Body)).toString('utf8') }
      : answer;
  } catch (error) {
    if (error instanceof AwsError) throw asFailure(error, service, request);
    throw error;
  }
}

function isStreamed(answer: unknown): answer is { Body: unknown } {
  return isObject(answer) && answer.Body !== undefined && typeof answer.Body === 'object';
}

function asFailure(error: AwsError, service: string, request: TaskRequest): StateFailure {
  const name = ERROR_NAMES[service] ?? capital(service);
  const code = GENERAL.test(error.code)
    ? `${name}Exception`
    : `${error.code.replace(/Exception$/, '')}Exception`;
  const extended = service === 's3' ? `, Extended Request ID: ${request.cloud.world.uuid()}` : '';
  return new StateFailure({
    error: `${name}.${code}`,
    cause: `${error.message} (Service: ${name}, Status Code: ${error.status ?? 400}, Request ID: ${request.cloud.world.uuid()}${extended})`,
  });
}
