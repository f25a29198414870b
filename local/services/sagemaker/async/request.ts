import { AwsError } from '../../../errors.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { configNamed } from '../configs.ts';
import type { AsyncInferenceConfig } from '../configs.ts';
import { below, parseS3Uri, s3Uri } from '../data/s3-location.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';

/** Input of InvokeEndpointAsync. */
export interface AsyncRequest {
  readonly EndpointName: string;
  readonly ContentType?: string;
  readonly Accept?: string;
  readonly CustomAttributes?: string;
  readonly InferenceId?: string;
  readonly InputLocation?: string;
  readonly Body?: Uint8Array | string;
  readonly S3OutputPathExtension?: string;
  readonly Filename?: string;
  readonly RequestTTLSeconds?: number;
  readonly InvocationTimeoutSeconds?: number;
}

/** Where the answer of a model goes. */
export interface Destinations {
  readonly output?: string;
  readonly failure?: string;
}

/** The most bytes of a payload that comes with the request. */
const MAX_BODY = 128_000;

/** A request that the runtime refuses. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message, { status: 400 });
}

/** How an endpoint answers later; undefined where it answers at once. */
export function asyncConfigOf(cloud: Cloud, endpoint: Endpoint): AsyncInferenceConfig | undefined {
  return configNamed(cloud, endpoint.config).request.AsyncInferenceConfig;
}

/** Throws unless the payload is told in one way, and not too big. */
export function checkPayload({ Body, InputLocation }: AsyncRequest): void {
  if ((Body === undefined) === (InputLocation === undefined))
    throw validationError('Exactly one of Body and InputLocation must be specified.');
  if (Body !== undefined && Buffer.byteLength(Body) > MAX_BODY)
    throw validationError(`Body: length greater than ${MAX_BODY}`);
  if (InputLocation !== undefined && !/^(https|s3):\/\/([^/]+)\/?(.*)$/.test(InputLocation))
    throw validationError(`InputLocation: ${InputLocation} is not an S3 URI`);
}

/** Where the answer, or what went wrong, will lie. */
export function destinationsOf(
  { OutputConfig }: AsyncInferenceConfig,
  { Filename, S3OutputPathExtension }: AsyncRequest,
  id: string,
): Destinations {
  const within = (path: string | undefined, name: string) =>
    path === undefined
      ? undefined
      : s3Uri(
          below(
            parseS3Uri(path),
            [S3OutputPathExtension, name].filter((part) => part !== undefined).join('/'),
          ),
        );
  return {
    output: within(OutputConfig.S3OutputPath, Filename ?? `${id}.out`),
    failure: within(OutputConfig.S3FailurePath, Filename ?? `${id}-error.out`),
  };
}
