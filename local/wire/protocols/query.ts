import type { NormalizedSchema } from '@smithy/core/schema';
import type { Operation } from '../service-model.ts';
import type { WireRequest, WireResponse } from '../request.ts';
import { membersOf } from '../members.ts';
import { isQueuePath } from '../router.ts';
import { fromText, xmlCodec } from './codecs.ts';

/** A form's parameters as a tree: `A.member.1.B=x` becomes {A: {member: {1: {B: 'x'}}}}. */
interface Tree {
  [key: string]: Tree | string;
}

/** AWS query: a form goes in, XML comes out. */
export const queryProtocol = {
  async decode(operation: Operation, request: WireRequest): Promise<unknown> {
    const parameters =
      request.body.length > 0 ? new URLSearchParams(request.body.toString('utf8')) : request.query;
    // A form that is sent to a queue's own URL is about that queue.
    if (isQueuePath(request.path) && !parameters.has('QueueUrl'))
      parameters.set('QueueUrl', request.path);
    return read(operation.input, tree(parameters)) ?? {};
  },

  encode(operation: Operation, output: unknown, requestId: string): WireResponse {
    const { name, model } = operation;
    const body =
      `<?xml version="1.0"?><${name}Response xmlns="${model.xmlNamespace}">${result(operation, output)}` +
      `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${name}Response>`;
    return {
      status: 200,
      headers: { 'x-amzn-requestid': requestId, 'content-type': 'text/xml' },
      body,
    };
  },
};

function result({ name, output: schema, model }: Operation, output: unknown): string {
  if (schema.isUnitSchema()) return '';
  const serializer = xmlCodec(model.xmlNamespace, false).createSerializer();
  serializer.write(schema, output ?? {});
  return (serializer.flush() as string)
    .replace(/^<\?xml[^>]*\?>/, '')
    .replace(
      /^<(\w+)(\s[^>]*?)?(\/?)>/,
      (_, _name: string, _attributes: string, selfClosing: string) =>
        `<${name}Result${selfClosing}>`,
    )
    .replace(/<\/\w+>$/, `</${name}Result>`);
}

function tree(parameters: URLSearchParams): Tree {
  const root: Tree = Object.create(null) as Tree;
  for (const [path, value] of parameters) {
    const parts = path.split('.');
    const last = parts.pop()!;
    let node = root;
    for (const part of parts) {
      const child = node[part];
      node = typeof child === 'object' ? child : (node[part] = Object.create(null) as Tree);
    }
    node[last] ??= value;
  }
  return root;
}

function read(schema: NormalizedSchema, node: Tree | string | undefined): unknown {
  if (node === undefined) return undefined;
  if (schema.isStructSchema())
    return typeof node === 'object' ? readStructure(schema, node) : undefined;
  if (schema.isListSchema()) return typeof node === 'object' ? readList(schema, node) : [];
  if (schema.isMapSchema()) return typeof node === 'object' ? readMap(schema, node) : {};
  return typeof node === 'string' ? fromText.read(schema, node) : undefined;
}

function readStructure(schema: NormalizedSchema, node: Tree): Record<string, unknown> {
  const structure: Record<string, unknown> = {};
  for (const [name, member] of membersOf(schema)) {
    const wireName = traits(member).xmlName ?? name;
    const value = read(member, node[wireName] ?? node[name]);
    if (value !== undefined) structure[name] = value;
  }
  return structure;
}

function readList(schema: NormalizedSchema, node: Tree): unknown[] {
  const values = schema.getValueSchema();
  const member = node[traits(values).xmlName ?? 'member'] ?? node.member;
  const source = !traits(schema).xmlFlattened && typeof member === 'object' ? member : node;
  return numbered(source).map((item) => read(values, item));
}

function readMap(schema: NormalizedSchema, node: Tree): Record<string, unknown> {
  const entries =
    !traits(schema).xmlFlattened && typeof node.entry === 'object' ? node.entry : node;
  const keyName = traits(schema.getKeySchema()).xmlName ?? 'key';
  const valueName = traits(schema.getValueSchema()).xmlName ?? 'value';
  const map: Record<string, unknown> = {};
  for (const entry of numbered(entries)) {
    if (typeof entry === 'object' && typeof entry[keyName] === 'string')
      map[entry[keyName]] = read(schema.getValueSchema(), entry[valueName]);
  }
  return map;
}

function numbered(node: Tree): (Tree | string)[] {
  return Object.keys(node)
    .filter((key) => /^\d+$/.test(key))
    .sort((a, b) => Number(a) - Number(b))
    .map((key) => node[key]!);
}

function traits(schema: NormalizedSchema): {
  readonly xmlName?: string;
  readonly xmlFlattened?: unknown;
} {
  return schema.getMergedTraits() as { xmlName?: string; xmlFlattened?: unknown };
}
