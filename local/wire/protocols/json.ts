import { AwsError } from '../../errors.ts';
import type { Operation } from '../service-model.ts';
import type { WireRequest, WireResponse } from '../request.ts';
import { jsonCodec } from './codecs.ts';

/** AWS JSON 1.0 and 1.1: the target header names the operation, the body is its input. */
export const jsonProtocol = {
  async decode(operation: Operation, request: WireRequest): Promise<unknown> {
    if (request.body.length === 0) return {};
    return jsonCodec.createDeserializer().read(operation.input, request.body);
  },

  encode(operation: Operation, output: unknown, requestId: string): WireResponse {
    const headers = { 'x-amzn-requestid': requestId, 'content-type': contentType(operation) };
    if (operation.output.isUnitSchema()) return { status: 200, headers, body: '' };
    const serializer = jsonCodec.createSerializer();
    serializer.write(operation.output, output ?? {});
    return { status: 200, headers, body: serializer.flush() as string | Uint8Array };
  },
};

/** JSON as it is, for actions that check types themselves. */
export const rawJsonProtocol = {
  async decode(_operation: Operation, request: WireRequest): Promise<unknown> {
    if (request.body.length === 0) return {};
    try {
      return JSON.parse(request.body.toString('utf8')) as unknown;
    } catch (error) {
      const __type = 'com.amazon.coral.service#SerializationException';
      throw new AwsError('SerializationException', '', { json: { __type }, cause: error });
    }
  },

  encode(operation: Operation, output: unknown, requestId: string): WireResponse {
    const headers = { 'x-amzn-requestid': requestId, 'content-type': contentType(operation) };
    return { status: 200, headers, body: output === undefined ? '' : JSON.stringify(output) };
  },
};

/** Media type of answers. */
export function contentType({ model }: Operation): string {
  return model.protocol === 'json-1.0'
    ? 'application/x-amz-json-1.0'
    : 'application/x-amz-json-1.1';
}
