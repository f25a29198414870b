import { AwsError } from '../../../errors.ts';
import { StateFailure } from '../language/failure.ts';
import { isObject } from '../language/json.ts';
import type { Json } from '../language/json.ts';
import type { TaskRequest } from './integration.ts';
import { plainOutput } from './plain-output.ts';
import { sdkMetadata } from './sdk-metadata.ts';

/**
 * How a service's errors are named in Step Functions' optimized integrations (the first Java SDK's
 * names).
 */
export interface ErrorNames {
  /** For example `DynamoDB`. */
  readonly prefix: string;
  /**
   * The name for errors that the service's model does not list, such as `AmazonDynamoDBException`.
   */
  readonly generic: string;
  /** The service's name in causes, for example `AmazonDynamoDBv2`. */
  readonly service: string;
  /** Content type of its answers. @default - application/x-amz-json-1.0 */
  readonly contentType?: string;
}

/** Codes that no service's model lists. */
const UNMODELED =
  /^(AccessDenied(Exception)?|Validation(Exception|Error)|Throttling(Exception)?|MissingParameter|InternalFailure|InvalidParameterValue|InvalidClientTokenId|UnrecognizedClientException|SerializationException|UnknownOperationException|MalformedQueryString|InvalidAction)$/;

/** Calls an action in the name of the task's role; its errors become failures of the task. */
export async function callService(
  request: TaskRequest,
  call: { readonly service: string; readonly action: string; readonly input: Json },
  names: ErrorNames,
): Promise<unknown> {
  try {
    return await request.cloud.call(
      call.service,
      call.action,
      withoutNulls(call.input),
      request.principal(),
    );
  } catch (error) {
    if (error instanceof AwsError) throw asFailure(error, names, request);
    throw error;
  }
}

/**
 * The same, with the answer as optimized integrations show it: moments as milliseconds, and the
 * SDK's metadata.
 */
export async function callForOutput(
  request: TaskRequest,
  call: { readonly service: string; readonly action: string; readonly input: Json },
  names: ErrorNames,
): Promise<Json> {
  const answer = plainOutput(await callService(request, call, names), 'millis');
  return { ...(answer as Record<string, Json>), ...sdkMetadata(request.cloud, names.contentType) };
}

/** Parameters without members that are null: the SDK takes them for absent. */
export function withoutNulls(input: Json): Json {
  if (!isObject(input)) return input;
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
}

/** The failure that an error of a service becomes. */
export function asFailure(error: AwsError, names: ErrorNames, request: TaskRequest): StateFailure {
  const name = UNMODELED.test(error.code)
    ? names.generic
    : `${error.code.replace(/Exception$/, '')}Exception`;
  return new StateFailure({
    error: `${names.prefix}.${name}`,
    cause:
      `${error.message} (Service: ${names.service}; Status Code: ${error.status ?? 400}; Error Code: ${error.code}; ` +
      `Request ID: ${request.cloud.world.uuid()}; Proxy: null)`,
  });
}
