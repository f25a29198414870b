import { AwsError } from '../../errors.ts';
import type { Operation } from '../service-model.ts';
import type { WireRequest, WireResponse } from '../request.ts';
import { jsonCodec } from './codecs.ts';

/** AWS JSON 1.0 and 1.1: the target header names the operation, the body is its input. */
export const jsonProtocol = {
  async decode(operation: Operation, request: WireRequest): Promise<unknown> {
    if (request.body.length === 0) return {};
    checkShape(request.body);
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

/** Levels that values may be nested in. What recurses over them is safe below. */
const DEEPEST = 500;

/** Throws SerializationException unless the body opens an object, and nests it within reason. */
function checkShape(body: Buffer): void {
  if (!/^\s*\{/.test(body.toString('latin1', 0, 100)))
    throw new AwsError('SerializationException', 'Start of structure or map expected.');
  if (body.length > DEEPEST && depthOf(body) > DEEPEST)
    throw new AwsError('SerializationException', `Nested in more than ${DEEPEST} levels.`);
}

/** The deepest level of a JSON text; brackets in strings do not count. */
function depthOf(body: Buffer): number {
  let [depth, deepest, isText] = [0, 0, false];
  for (let at = 0; at < body.length; at++) {
    const byte = body[at];
    if (byte === QUOTE) isText = !isText;
    else if (isText) at += byte === BACKSLASH ? 1 : 0;
    else if (byte === BRACE || byte === BRACKET) deepest = Math.max(deepest, ++depth);
    else if (byte === BRACE + 2 || byte === BRACKET + 2) depth--;
  }
  return deepest;
}

const [QUOTE, BACKSLASH, BRACE, BRACKET] = [0x22, 0x5c, 0x7b, 0x5b];

/** JSON as it is, for actions that check types themselves. */
export const rawJsonProtocol = {
  async decode(_operation: Operation, request: WireRequest): Promise<unknown> {
    const input = parsed(request.body);
    checkShape(request.body);
    return input;
  },

  encode(operation: Operation, output: unknown, requestId: string): WireResponse {
    const headers = { 'x-amzn-requestid': requestId, 'content-type': contentType(operation) };
    return { status: 200, headers, body: output === undefined ? '' : JSON.stringify(output) };
  },
};

/** What is no JSON at all, such as nothing, is refused without a word. */
function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch (error) {
    throw new AwsError('SerializationException', '', { cause: error });
  }
}

/** Media type of answers. */
export function contentType({ model }: Operation): string {
  return model.protocol === 'json-1.0'
    ? 'application/x-amz-json-1.0'
    : 'application/x-amz-json-1.1';
}
