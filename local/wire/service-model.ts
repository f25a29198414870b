import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NormalizedSchema } from '@smithy/core/schema';
import { LocalCloudError } from '../errors.ts';

const load = createRequire(import.meta.url);

/** How an operation is bound to HTTP in a REST protocol. */
export interface HttpBinding {
  readonly method: string;
  /** Matches the path; label values are its named groups. */
  readonly path: RegExp;
  /** Query parameters that must be there, with their value or ''. */
  readonly literals: readonly (readonly [string, string])[];
  readonly status: number;
  /** How specific it is: more literal segments come first. */
  readonly weight: number;
}

/** One operation of a service, from the runtime schema of its SDK client. */
export interface Operation {
  readonly model: ServiceModel;
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  readonly http: HttpBinding | undefined;
}

/** What the wire needs to know of a service, read from its SDK client package. */
export interface ServiceModel {
  /** Our name of the service, for example `sqs`. */
  readonly name: string;
  readonly protocol: 'json-1.0' | 'json-1.1' | 'query' | 'rest-json' | 'rest-xml';
  /** Prefix of `X-Amz-Target`. */
  readonly target: string;
  readonly version: string;
  readonly xmlNamespace: string;
  readonly queryCompatible: boolean;
  /** Operations by name; the package is loaded when this is first asked for. */
  operations(): ReadonlyMap<string, Operation>;
  /** Schema of an error structure by its name. */
  errorSchema(code: string): NormalizedSchema | undefined;
}

const PROTOCOLS: Readonly<Record<string, ServiceModel['protocol']>> = {
  AwsJson1_0Protocol: 'json-1.0',
  AwsJson1_1Protocol: 'json-1.1',
  AwsQueryProtocol: 'query',
  AwsRestJsonProtocol: 'rest-json',
  AwsRestXmlProtocol: 'rest-xml',
  S3RestXmlProtocol: 'rest-xml',
};

/** Kinds of static schemas, as `@smithy/core/schema` numbers them. */
const OPERATION = 9;
const ERROR = -3;

type RawSchema = readonly [number, string, string, unknown, ...unknown[]];

/** Reads settings of the package at once and its schemas when they are needed. */
export function serviceModel(name: string, sdk: string): ServiceModel {
  const shared = readFileSync(
    join(dirname(load.resolve(`${sdk}/package.json`)), 'dist-es', 'runtimeConfig.shared.js'),
    'utf8',
  );
  const setting = (expression: RegExp) => expression.exec(shared)?.[1] ?? '';
  const protocol = PROTOCOLS[setting(/protocol \?\? (\w+)/)];
  if (!protocol)
    throw new LocalCloudError(
      'UnknownProtocol',
      `pin '${sdk}' to a version whose protocol is known, it names none of ours`,
    );
  let loaded: Loaded | undefined;
  const contents = () => (loaded ??= loadSchemas(model, sdk));
  const model: ServiceModel = {
    name,
    protocol,
    target: setting(/serviceTarget: "([^"]+)"/),
    version: setting(/version: "([^"]+)"/),
    xmlNamespace: setting(/xmlNamespace: "([^"]+)"/),
    queryCompatible: /awsQueryCompatible: true/.test(shared),
    operations: () => contents().operations,
    errorSchema: (code) => contents().errors.get(code),
  };
  return model;
}

/** The model of a service whose actions read and write JSON 1.0 as it is: names are all it has. */
function plainModel(
  name: string,
  target: string,
  actions: readonly { readonly name: string }[],
): ServiceModel {
  const unit = NormalizedSchema.of('unit');
  const operations = new Map<string, Operation>();
  const model: ServiceModel = {
    name,
    protocol: 'json-1.0',
    target,
    version: '',
    xmlNamespace: '',
    queryCompatible: false,
    operations: () => operations,
    errorSchema: () => undefined,
  };
  for (const action of actions)
    operations.set(action.name, {
      model,
      name: action.name,
      input: unit,
      output: unit,
      http: undefined,
    });
  return model;
}

/** The model of a service, where it has an API. */
export function modelsOf({
  name,
  sdk,
  target,
  actions,
}: {
  readonly name: string;
  readonly sdk?: string;
  readonly target?: string;
  readonly actions: readonly { readonly name: string }[];
}): readonly ServiceModel[] {
  if (sdk !== undefined) return [serviceModel(name, sdk)];
  return target === undefined ? [] : [plainModel(name, target, actions)];
}

interface Loaded {
  readonly operations: ReadonlyMap<string, Operation>;
  readonly errors: ReadonlyMap<string, NormalizedSchema>;
}

function loadSchemas(model: ServiceModel, sdk: string): Loaded {
  const operations = new Map<string, Operation>();
  const errors = new Map<string, NormalizedSchema>();
  for (const value of Object.values(load(sdk) as Record<string, unknown>)) {
    if (!Array.isArray(value)) continue;
    const schema = value as unknown as RawSchema;
    if (schema[0] === ERROR) errors.set(schema[2], NormalizedSchema.of(schema as never));
    if (schema[0] === OPERATION) operations.set(schema[2], operation(model, schema));
  }
  return { operations, errors };
}

function operation(model: ServiceModel, schema: RawSchema): Operation {
  const [, , name, traits, input, output] = schema;
  const merged = NormalizedSchema.of([0, '', name, traits, 0] as never).getMergedTraits() as {
    http?: [string, string, number];
  };
  const http =
    merged.http && model.protocol.startsWith('rest')
      ? binding(model, name, merged.http)
      : undefined;
  return {
    model,
    name,
    input: NormalizedSchema.of(input as never),
    output: NormalizedSchema.of(output as never),
    http,
  };
}

function binding(
  model: ServiceModel,
  name: string,
  [method, uri, status]: [string, string, number],
): HttpBinding {
  const [bare = '', query = ''] = uri.split('?');
  const path =
    model.name === 's3' && name !== 'ListBuckets' ? `/{Bucket}${bare === '/' ? '' : bare}` : bare;
  const literals = [...new URLSearchParams(query)].filter(([key]) => key !== 'x-id');
  return {
    method,
    status,
    literals,
    path: pathExpression(path),
    weight: path.split('/').filter((part) => part !== '' && !part.startsWith('{')).length,
  };
}

function pathExpression(path: string): RegExp {
  const source = path
    .replace(/\/$/, '')
    .replace(/[.*?^$()|[\]\\]/g, '\\$&')
    .replace(/\{(\w+)\+\}/g, '(?<$1>.+)')
    .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  const slashes = path.includes('+}') ? '' : '/?';
  return new RegExp(`^${source}${slashes}$`);
}
