import { HTTP_STATUS, processAction } from '../../../kernel/index.ts';
import { acceptEvent } from '../asynchronous.ts';
import { functionNamed, onFunction } from '../functions.ts';
import { invokeFunction } from '../invoke.ts';

/** Input of Invoke, as far as it is offered. */
export interface InvokeInput {
  readonly FunctionName: string;
  readonly InvocationType?: 'RequestResponse' | 'Event' | 'DryRun';
  readonly Payload?: Uint8Array | string;
}

/** Invoke: at once, or as an event that is accepted and processed later. */
export const invoke = processAction(
  'Invoke',
  onFunction('InvokeFunction'),
  async (input: InvokeInput, { cloud, requestId }) => {
    const fn = functionNamed(input.FunctionName, cloud);
    const payload =
      input.Payload === undefined || input.Payload.length === 0
        ? '{}'
        : Buffer.from(input.Payload).toString('utf8');
    if (input.InvocationType === 'DryRun') return { StatusCode: 204, [HTTP_STATUS]: 204 };
    if (input.InvocationType === 'Event') {
      acceptEvent(fn, payload, requestId, cloud);
      return { StatusCode: 202, [HTTP_STATUS]: 202 };
    }
    const result = await invokeFunction(fn, payload, cloud);
    return {
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      FunctionError: result.functionError,
      Payload: Buffer.from(result.payload),
    };
  },
);
