import { JsonCodec, XmlCodec } from '@aws-sdk/core/protocols';
import { CborCodec } from '@smithy/core/cbor';
import { FromStringShapeDeserializer, ToStringShapeSerializer } from '@smithy/core/protocols';
import { fromBase64, fromUtf8, toBase64, toUtf8 } from '@smithy/core/serde';

const context = {
  base64Decoder: fromBase64,
  base64Encoder: toBase64,
  utf8Decoder: fromUtf8,
  utf8Encoder: toUtf8,
};
/** Timestamps follow the traits of the model; the defaults are those of each protocol. */
const EPOCH = { useTrait: true, default: 7 as const };
const DATE_TIME = { useTrait: true, default: 5 as const };

/** The SDK's codecs want pieces of a client's configuration; these four are all they read here. */
function ready<Codec extends { setSerdeContext(context: never): void }>(codec: Codec): Codec {
  codec.setSerdeContext(context as never);
  return codec;
}

export const jsonCodec = ready(new JsonCodec({ timestampFormat: EPOCH, jsonName: false }));
export const restJsonCodec = ready(
  new JsonCodec({ timestampFormat: EPOCH, jsonName: true, httpBindings: true } as never),
);
export const cborCodec = ready(new CborCodec());

/** A codec of REST-XML or of query answers. */
export function xmlCodec(xmlNamespace: string, httpBindings: boolean): XmlCodec {
  return ready(
    new XmlCodec({
      timestampFormat: DATE_TIME,
      httpBindings,
      xmlNamespace,
      serviceNamespace: 'aws',
    } as never),
  );
}

/** Reads text of headers, labels, query strings and forms by schema. */
export const fromText = ready(
  new FromStringShapeDeserializer({ timestampFormat: DATE_TIME, httpBindings: true } as never),
);

/** Writes a value into a header. */
export function toText(schema: unknown, value: unknown): string {
  const serializer = ready(
    new ToStringShapeSerializer({ timestampFormat: DATE_TIME, httpBindings: true } as never),
  );
  serializer.write(schema as never, value);
  return serializer.flush() as string;
}
