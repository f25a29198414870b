import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../../errors.ts';
import { HTTP_STATUS } from '../../kernel/index.ts';
import { fromEncodedWords, toEncodedWords } from '../encoded-words.ts';
import { membersOf } from '../members.ts';
import type { Member } from '../members.ts';
import type { Operation } from '../service-model.ts';
import type { WireRequest, WireResponse } from '../request.ts';
import { NotANumber } from './not-a-number.ts';
import { fromText, restJsonCodec, toText, xmlCodec } from './codecs.ts';

/** Bytes in which the root element of a document begins. */
const PROLOG = 4096;

/** Where a member of an input or output travels. */
interface Binding {
  readonly httpLabel?: unknown;
  readonly httpQuery?: string;
  readonly httpQueryParams?: unknown;
  readonly httpHeader?: string;
  readonly httpPrefixHeaders?: string;
  readonly httpPayload?: unknown;
  readonly httpResponseCode?: unknown;
}

/** REST-JSON and REST-XML: members travel in path, query, headers and body. */
export const restProtocol = {
  async decode(operation: Operation, request: WireRequest): Promise<unknown> {
    if (!operation.input.isStructSchema()) return {};
    const input: Record<string, unknown> = {};
    const labels = operation.http!.path.exec(request.path)?.groups ?? {};
    let bodyHasMembers = false;
    for (const member of boundMembersOf(operation.input)) {
      const { name, binding } = member;
      if (binding.httpPayload) input[name] = await payload(operation, member.schema, request);
      else if (!member.isBound) bodyHasMembers = true;
      else {
        const value = bound(member, labels, request);
        if (value !== undefined) input[name] = value;
      }
    }
    if (bodyHasMembers && request.body.length > 0)
      Object.assign(input, await bodyMembers(operation, request, input));
    return input;
  },

  encode(operation: Operation, output: unknown, requestId: string): WireResponse {
    const values = (output ?? {}) as Record<string, unknown>;
    const headers: Record<string, string> = {
      'x-amzn-requestid': requestId,
      'x-amz-request-id': requestId,
      ...(operation.model.name === 's3' ? { 'x-amz-id-2': requestId } : {}),
    };
    let status = (values[HTTP_STATUS as never] as number | undefined) ?? operation.http!.status;
    let raw: WireResponse['body'] | undefined;
    const document: Record<string, unknown> = {};
    let hasDocument = false;
    for (const { name, schema, binding, isBound, header } of boundMembersOf(operation.output)) {
      const value = values[name];
      if (!isBound && !binding.httpPayload) hasDocument = true;
      if (value === undefined || value === null) continue;
      if (header !== undefined) headers[header] = latin1Header(toText(schema, value));
      else if (binding.httpPrefixHeaders)
        addPrefixed(headers, binding.httpPrefixHeaders, value as Record<string, string>);
      else if (binding.httpResponseCode) status = Number(value);
      else if (binding.httpPayload) raw = encodePayload(operation, schema, value, headers);
      else document[name] = value;
    }
    const body = raw ?? (hasDocument ? encodeDocument(operation, document, headers) : '');
    return { status, headers, body };
  },
};

/** A member of an input or output, with what is asked of it in every call. */
interface BoundMember {
  readonly name: string;
  readonly schema: NormalizedSchema;
  readonly binding: Binding;
  /** True where it travels outside the body. */
  readonly isBound: boolean;
  /** Its header in lower case. @default - it is in none */
  readonly header: string | undefined;
}

const known = new WeakMap<NormalizedSchema, readonly BoundMember[]>();

/** The members of a structure; schemas compute their traits anew whenever they are asked. */
function boundMembersOf(structure: NormalizedSchema): readonly BoundMember[] {
  let members = known.get(structure);
  if (!members) {
    members = membersOf(structure).map(memberOf);
    known.set(structure, members);
  }
  return members;
}

function memberOf([name, schema]: Member): BoundMember {
  const binding = schema.getMergedTraits() as Binding;
  const header = onTheWire(binding.httpHeader?.toLowerCase());
  return { name, schema, binding, isBound: isBoundBy(binding), header };
}

/** SDKs read the text of `Expires` under a name of their own, which never travels. */
function onTheWire(header: string | undefined): string | undefined {
  return header === 'expiresstring' ? 'expires' : header;
}

function isBoundBy(binding: Binding): boolean {
  return Boolean(
    binding.httpLabel ||
    binding.httpQuery ||
    binding.httpQueryParams ||
    binding.httpHeader ||
    binding.httpPrefixHeaders ||
    binding.httpResponseCode,
  );
}

function bound(
  { name, schema, binding, header }: BoundMember,
  labels: Record<string, string>,
  request: WireRequest,
): unknown {
  if (header !== undefined) {
    const value = request.headers[header];
    if (value === undefined) return undefined;
    return schema.isTimestampSchema()
      ? fromDateHeader(schema, header, value)
      : fromHeader(schema, value);
  }
  if (binding.httpLabel)
    return labels[name] === undefined
      ? undefined
      : fromText.read(schema, decodeURIComponent(labels[name]));
  if (binding.httpQuery) {
    if (request.query.size === 0) return undefined;
    return fromQuery(binding.httpQuery, schema, request.query.getAll(binding.httpQuery));
  }
  if (binding.httpQueryParams) return Object.fromEntries(request.query);
  return prefixed(binding.httpPrefixHeaders!.toLowerCase(), request);
}

function fromQuery(name: string, schema: NormalizedSchema, values: readonly string[]): unknown {
  if (values.length === 0) return undefined;
  if (schema.isNumericSchema() && Number.isNaN(Number(values[0])))
    throw new NotANumber(name, values[0]!);
  return schema.isListSchema()
    ? values.map((value) => fromText.read(schema.getValueSchema(), value))
    : fromText.read(schema, values[0]!);
}

function fromHeader(schema: NormalizedSchema, header: string | string[]): unknown {
  const text = utf8Header(Array.isArray(header) ? header.join(',') : header);
  return schema.isListSchema()
    ? text.split(/,\s*/).map((value) => fromText.read(schema.getValueSchema(), value))
    : fromText.read(schema, text);
}

/**
 * A date that cannot be read is no condition (RFC 9110, 13.1.3), and `Expires` is kept as it came;
 * until when to retain must be one.
 */
function fromDateHeader(schema: NormalizedSchema, name: string, value: string | string[]): unknown {
  try {
    return fromHeader(schema, value);
  } catch (error) {
    if (/if-(un)?modified-since$/i.test(name)) return undefined;
    if (name === 'expires') return utf8Header(String(value));
    const message = 'The retain until date must be provided in ISO 8601 format';
    throw new AwsError('InvalidArgument', message, { status: 400, cause: error });
  }
}

function prefixed(prefix: string, request: WireRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), fromEncodedWords(String(value))]),
  );
}

/** Node.js reads and writes the bytes of headers as Latin-1; what they hold is UTF-8. */
function utf8Header(value: string): string {
  return Buffer.from(value, 'latin1').toString('utf8');
}

function latin1Header(value: string): string {
  return Buffer.from(value, 'utf8').toString('latin1');
}

async function payload(
  operation: Operation,
  schema: NormalizedSchema,
  request: WireRequest,
): Promise<unknown> {
  if (schema.isBlobSchema() || schema.isDocumentSchema?.() === true) return request.body;
  if (schema.isStringSchema()) return request.body.toString('utf8');
  if (request.body.length === 0) return undefined;
  demandRoot(operation, schema, request.body);
  return codec(operation).createDeserializer().read(schema, asInput(operation, request.body));
}

/** A document of another name than the schema's is none of its documents. */
function demandRoot({ model }: Operation, schema: NormalizedSchema, body: Buffer): void {
  if (model.protocol !== 'rest-xml') return;
  const { xmlName } = schema.getMergedTraits() as { readonly xmlName?: string };
  const start = body.toString('utf8', 0, PROLOG).replace(/<\?[^>]*\?>|<!--[^]*?-->/g, '');
  const root = /<(?:[\w-]+:)?([\w-]+)/.exec(start)?.[1];
  const wanted = xmlName ?? schema.getName()?.split('#').at(-1);
  if (root !== undefined && root !== wanted)
    throw new TypeError(`the document is a '${root}', not a '${wanted ?? 'document'}'`);
}

async function bodyMembers(
  operation: Operation,
  request: WireRequest,
  known: Record<string, unknown>,
): Promise<object> {
  const members = (await codec(operation)
    .createDeserializer()
    .read(operation.input, asInput(operation, request.body))) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(members).filter(
      ([name, value]) => known[name] === undefined && value !== undefined,
    ),
  );
}

/** The XML codec reads text, the JSON codec bytes. */
function asInput({ model }: Operation, body: Buffer): never {
  return (model.protocol === 'rest-xml' ? body.toString('utf8') : body) as never;
}

function codec({ model }: Operation) {
  return model.protocol === 'rest-json' ? restJsonCodec : xmlCodec(model.xmlNamespace, true);
}

function addPrefixed(
  headers: Record<string, string>,
  prefix: string,
  values: Record<string, string>,
): void {
  for (const [name, value] of Object.entries(values))
    headers[`${prefix.toLowerCase()}${name}`] = toEncodedWords(value);
}

function encodePayload(
  operation: Operation,
  schema: NormalizedSchema,
  value: unknown,
  headers: Record<string, string>,
): WireResponse['body'] {
  if (schema.isStructSchema() || schema.isListSchema()) {
    const serializer = codec(operation).createSerializer();
    serializer.write(schema, value);
    return finish(operation, serializer.flush() as string | Uint8Array, headers);
  }
  return value as WireResponse['body'];
}

function encodeDocument(
  operation: Operation,
  document: object,
  headers: Record<string, string>,
): WireResponse['body'] {
  const serializer = codec(operation).createSerializer();
  serializer.write(operation.output, document);
  const whole = serializer.flush() as string | Uint8Array;
  return finish(operation, unwrapped(operation, whole), headers);
}

/** A document that has the name of its only member is that member: where a bucket is. */
function unwrapped({ output }: Operation, document: string | Uint8Array): string | Uint8Array {
  const { xmlName } = output.getMergedTraits() as { readonly xmlName?: string };
  if (xmlName === undefined || membersOf(output)[0]?.[0] !== xmlName) return document;
  const inner = new RegExp(`<${xmlName}>(.*)</${xmlName}>(?=</${xmlName}>)`, 's');
  return String(document).replace(inner, '$1');
}

function finish(
  { model }: Operation,
  body: string | Uint8Array,
  headers: Record<string, string>,
): string | Uint8Array {
  headers['content-type'] ??=
    model.protocol === 'rest-json' ? 'application/json' : 'application/xml';
  return model.protocol === 'rest-xml'
    ? `<?xml version="1.0" encoding="UTF-8"?>\n${String(body)}`
    : body;
}
