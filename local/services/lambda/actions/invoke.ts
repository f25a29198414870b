import { AwsError } from '../../../errors.ts';
import { HTTP_STATUS, processAction } from '../../../kernel/index.ts';
import { acceptEvent } from '../asynchronous.ts';
import { notFound } from '../errors.ts';
import { LATEST, findFunction } from '../functions.ts';
import { invokeFunction } from '../invoke.ts';
import { functionArn, parseName } from '../names.ts';
import { jsonFault } from '../payload.ts';
import { onFunction } from '../permissions.ts';
import type { FunctionInput } from '../permissions.ts';

/** Input of Invoke. */
export interface InvokeInput extends FunctionInput {
  readonly InvocationType?: 'RequestResponse' | 'Event' | 'DryRun';
  readonly LogType?: 'None' | 'Tail';
  /** Base64 of JSON. */
  readonly ClientContext?: string;
  readonly Payload?: Uint8Array | string;
}

/** Bytes of a payload by the kind of invocation. */
const LARGEST = { RequestResponse: 6_291_556, Event: 1_048_576, DryRun: 6_291_556 } as const;

/** Invoke: at once, or as an event that is accepted and processed later. */
export const invoke = processAction(
  'Invoke',
  onFunction('InvokeFunction'),
  async (input: InvokeInput, { cloud, requestId, http }) => {
    const type = input.InvocationType ?? 'RequestResponse';
    const fn = findFunction(input.FunctionName, cloud, input.Qualifier);
    if (!fn) {
      const { name, qualifier = LATEST } = parseName(input.FunctionName, input.Qualifier);
      throw notFound(`Function not found: ${functionArn(name, cloud, qualifier)}`);
    }
    const payload = payloadOf(input, LARGEST[type]);
    if (type === 'DryRun') return { StatusCode: 204, [HTTP_STATUS]: 204 };
    const header = http?.request.headers['x-amzn-trace-id'];
    const trace = typeof header === 'string' ? header : undefined;
    if (type === 'Event') {
      acceptEvent(input, { payload, requestId, trace }, cloud);
      return { StatusCode: 202, [HTTP_STATUS]: 202 };
    }
    const result = await invokeFunction(fn, payload, cloud, {
      requestId,
      trace,
      clientContext: input.ClientContext
        ? Buffer.from(input.ClientContext, 'base64').toString('utf8')
        : undefined,
    });
    return {
      StatusCode: 200,
      ExecutedVersion: fn.version,
      FunctionError: result.functionError,
      LogResult: input.LogType === 'Tail' ? Buffer.from(result.log).toString('base64') : undefined,
      Payload: Buffer.from(result.payload),
    };
  },
);

function payloadOf({ Payload }: InvokeInput, largest: number): string {
  if (Payload === undefined || Payload.length === 0) return '{}';
  const bytes = Buffer.from(Payload as Uint8Array);
  if (bytes.length > largest) {
    throw new AwsError(
      'RequestTooLargeException',
      `Request must be smaller than ${largest} bytes for the InvokeFunction operation`,
      { status: 413, members: { Type: 'User' } },
    );
  }
  const fault = jsonFault(bytes);
  if (fault === undefined) return bytes.toString('utf8');
  throw new AwsError(
    'InvalidRequestContentException',
    `Could not parse request body into json: Could not parse payload into json: ${fault}`,
    { status: 400, members: { Type: 'User' } },
  );
}
