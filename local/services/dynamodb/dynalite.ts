import { createRequire } from 'node:module';
import { AwsError } from '../../errors.ts';
import { withoutNulls } from './null-elements.ts';
import type { Kinds } from './null-elements.ts';

const load = createRequire(import.meta.url);

/** A DynamoDB attribute value in its wire form, such as {S: 'text'}. */
export type AttributeValue = Readonly<Record<string, unknown>>;

/** An item: attribute values by name. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** The description of a table, as CreateTable takes it. */
export interface TableDefinition {
  readonly TableName: string;
  readonly KeySchema: readonly KeyElement[];
  readonly AttributeDefinitions: readonly {
    readonly AttributeName: string;
    readonly AttributeType: string;
  }[];
  readonly GlobalSecondaryIndexes?: readonly IndexDefinition[];
  readonly LocalSecondaryIndexes?: readonly IndexDefinition[];
  /** What DescribeTable shows besides: throughput, dates, ids. */
  readonly [member: string]: unknown;
}

/** One key attribute. */
export interface KeyElement {
  readonly AttributeName: string;
  readonly KeyType: string;
}

/** A secondary index. */
export interface IndexDefinition {
  readonly IndexName: string;
  readonly KeySchema: readonly KeyElement[];
  readonly Projection: {
    readonly ProjectionType?: string;
    readonly NonKeyAttributes?: readonly string[];
  };
  readonly [member: string]: unknown;
}

/** A request after dynalite has checked and parsed it. */
export interface CheckedRequest {
  readonly TableName: string;
  readonly [member: string]: unknown;
}

/** An error of dynalite: its body is AWS's answer. */
interface DynaliteError extends Error {
  readonly body?: { readonly __type: string; readonly message?: string; readonly Message?: string };
}

/** What dynalite's functions expect of a store; ours answers at once. */
export interface DynaliteStore {
  readonly options: { readonly maxItemSize: number; readonly maxItemSizeKb: number };
  getTable(name: string, callback: (error: unknown, table?: TableDefinition) => void): void;
  getItemDb(name: string): {
    lock(key: string, work: (release: <T>(callback: T) => T) => void): void;
    get(key: string, callback: (error: unknown, item?: Item) => void): void;
    put(key: string, item: Item, callback: (error?: unknown) => void): void;
    del(key: string, callback: (error?: unknown) => void): void;
  };
  getIndexDb(): object;
}

/** What a request may have: types and bounds of its members, then what they may be together. */
export interface Shape {
  readonly types: Kinds;
  /** Says what is wrong, if anything. */
  readonly custom?: (request: never) => string | undefined;
}

/** The parts of dynalite that are used: validators and parsers, and its single-item operations. */
interface DynaliteValidations {
  checkTypes(data: object, types: object): CheckedRequest;
  checkValidations(data: object, types: object, custom: unknown, store: object): void;
}

interface DynaliteDb {
  createKey(item: Item, table: TableDefinition, schema?: readonly KeyElement[]): string;
  hashPrefix(value: unknown, type: string, range?: unknown, rangeType?: string): string;
  validateKeyPiece(key: Item, name: string, type: string, isHash: boolean): DynaliteError | null;
  validateKeyPaths(paths: unknown, table: TableDefinition): DynaliteError | null | undefined;
  validateItem(item: Item, table: TableDefinition): DynaliteError | null | undefined;
  compare(operator: string, value: unknown, values: unknown): boolean;
  toRangeStr(value: unknown, type?: string): string;
  validateKey(key: Item, table: TableDefinition): DynaliteError | null | undefined;
  mapPath(path: unknown, item: Item): AttributeValue | null | undefined;
  mapPaths(paths: unknown, item: Item): Item;
  itemSize(item: Item, compress?: boolean, meta?: boolean, rangeKey?: string): number;
}

let validations: DynaliteValidations | undefined;
let db: DynaliteDb | undefined;

/** Helpers over items, keys and expressions. A cloud starts without them. */
export function dynaliteDb(): DynaliteDb {
  db ??= load('dynalite/db') as DynaliteDb;
  return db;
}

/** Limits of an item. */
export const ITEM_LIMITS = { maxItemSize: 409_600, maxItemSizeKb: 400 } as const;

/**
 * Checks a request and parses its expressions. `operation` is dynalite's name, such as `putItem`.
 * Throws AWS's errors.
 */
export function checkRequest(operation: string, request: object): CheckedRequest {
  return checkShape(load(`dynalite/validations/${operation}`) as Shape, request) as CheckedRequest;
}

/** The same by a shape of ours, for operations that dynalite does not know. */
export function checkShape<Input extends object>({ types, custom }: Shape, request: Input): Input {
  validations ??= load('dynalite/validations') as DynaliteValidations;
  const { checkTypes, checkValidations } = validations;
  return faithfully(() => {
    const typed = checkTypes(encodeBinary({ ...request }) as object, types);
    const checked = withoutNulls(typed, types);
    checkValidations(checked, types, custom, { options: ITEM_LIMITS });
    // Of the members that the shape knows, each has the type that the input names.
    return checked as Input;
  });
}

/** Runs one of dynalite's single-item operations on a store that answers at once. */
export function performNow(
  operation: string,
  store: DynaliteStore,
  request: CheckedRequest,
): Record<string, unknown> {
  const perform = load(`dynalite/actions/${operation}`) as (
    store: DynaliteStore,
    data: CheckedRequest,
    callback: (error: unknown, result?: Record<string, unknown>) => void,
  ) => void;
  let outcome: { readonly error?: unknown; readonly result?: Record<string, unknown> } | undefined;
  perform(store, request, (error, result) => {
    outcome = { error, result };
  });
  if (!outcome)
    throw new AwsError('InternalServerError', `${operation} did not answer at once`, {
      status: 500,
    });
  if (outcome.error) throw asAwsError(outcome.error);
  return outcome.result ?? {};
}

/** Throws dynalite's errors as AWS's. */
export function faithfully<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asAwsError(error);
  }
}

/** Throws when dynalite returned an error instead of throwing it. */
export function refuse(error: DynaliteError | null | undefined): void {
  if (error) throw asAwsError(error);
}

/** Blobs come decoded from the wire; dynalite and the store keep base64. */
export function encodeBinary(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(encodeBinary);
  if (value instanceof Set) return [...value].map(encodeBinary);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, encodeBinary(member)]),
  );
}

function asAwsError(error: unknown): unknown {
  const { body } = error as DynaliteError;
  if (!body) return error;
  const code = body.__type.slice(body.__type.indexOf('#') + 1);
  return new AwsError(code, body.message ?? body.Message ?? '', { json: body, cause: error });
}
