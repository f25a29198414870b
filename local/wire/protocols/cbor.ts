import type { Operation } from '../service-model.ts';
import type { WireRequest, WireResponse } from '../request.ts';
import { cborCodec } from './codecs.ts';

/** Schema number of a free document, the fallback for operations without output. */
const DOCUMENT = 15;

/** Smithy RPC v2 CBOR. */
export const cborProtocol = {
  async decode(operation: Operation, request: WireRequest): Promise<unknown> {
    if (request.body.length === 0) return {};
    return cborCodec.createDeserializer().read(operation.input, request.body);
  },

  encode(operation: Operation, output: unknown, requestId: string): WireResponse {
    const serializer = cborCodec.createSerializer();
    serializer.write(
      (operation.output.isUnitSchema() ? DOCUMENT : operation.output) as never,
      output ?? {},
    );
    return {
      status: 200,
      headers: {
        'x-amzn-requestid': requestId,
        'content-type': 'application/cbor',
        'smithy-protocol': 'rpc-v2-cbor',
      },
      body: serializer.flush() as Uint8Array,
    };
  },
};
