import type { Cloud } from '../../kernel/index.ts';
import { dynaliteDb } from './dynalite.ts';
import type { AttributeValue, CheckedRequest, Item } from './dynalite.ts';
import { invalid, invalidParameter } from './errors.ts';
import { partitionOf } from './items.ts';
import { readPage } from './page.ts';
import type { Bounds, Page } from './page.ts';
import {
  checkKeyPaths,
  checkSelect,
  checkStartPiece,
  checkTableKey,
  forEachKey,
  sourceOf,
} from './source.ts';
import type { Source } from './source.ts';

/** A key condition as dynalite gives it. */
interface Condition {
  readonly ComparisonOperator: string;
  readonly AttributeValueList: readonly AttributeValue[];
}

type Conditions = Readonly<Record<string, Condition>>;

const COMPARISONS: Readonly<Record<string, string>> = {
  EQ: '=',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
};

/** Operators that no key condition may have. */
const NOT_INDEXABLE = ['NULL', 'NOT_NULL', 'NE', 'CONTAINS', 'NOT_CONTAINS', 'IN'];

/** Query: one partition, in the order of its sort key. */
export function query(request: CheckedRequest, cloud: Cloud): Page {
  const source = sourceOf(request, cloud);
  const conditions = request.KeyConditions as Conditions;
  checkConditions(source, conditions, request);
  checkStart(source, conditions, request);
  checkKeyPaths(source, request, '_projection');
  checkFilter(source, request);
  checkSelect(source, request);
  checkKeyPaths(source, request, '_filter');
  return readPage(source, boundsOf(source, conditions, request), request, cloud);
}

function boundsOf({ schema }: Source, conditions: Conditions, request: CheckedRequest): Bounds {
  const [hash, range] = schema;
  const [type, value] = Object.entries(conditions[hash!.AttributeName]!.AttributeValueList[0]!)[0]!;
  const sort = range && sortBounds(conditions[range.AttributeName]);
  return {
    sql: ['partition = ?', ...(sort?.sql ?? [])],
    values: [partitionOf(value, type), ...(sort?.values ?? [])],
    forward: request.ScanIndexForward !== false,
  };
}

function sortBounds(condition: Condition | undefined): Omit<Bounds, 'forward'> | undefined {
  if (!condition) return undefined;
  const [first = '', second = ''] = condition.AttributeValueList.map((value) =>
    dynaliteDb().toRangeStr(value),
  );
  const comparison = COMPARISONS[condition.ComparisonOperator];
  if (comparison) return { sql: [`sort ${comparison} ?`], values: [first] };
  if (condition.ComparisonOperator === 'BETWEEN')
    return { sql: ['sort >= ?', 'sort <= ?'], values: [first, second] };
  // BEGINS_WITH. Sort texts are hexadecimal: 'g' lies behind every continuation.
  return { sql: ['sort >= ?', 'sort < ?'], values: [first, `${first}g`] };
}

function checkConditions(source: Source, conditions: Conditions, request: CheckedRequest): void {
  const start = request.ExclusiveStartKey as Item | undefined;
  if (start && Object.keys(start).length !== source.startNames.length)
    throw invalid('The provided starting key is invalid');
  const count = Object.keys(conditions).length;
  forEachKey(source, (name, type, isHash) => {
    if (start) checkStartPiece(start, name, type, isHash);
    if (isHash && source.schema.length === 1 && count > 1)
      throw invalid('Query key condition not supported');
    const condition = conditions[name];
    if (!condition) {
      if (isHash || count > 1) throw invalid(`Query condition missed key schema element: ${name}`);
      return;
    }
    checkCondition(condition, type, isHash);
  });
}

function checkCondition(
  { ComparisonOperator: operator, AttributeValueList: values }: Condition,
  type: string,
  isHash: boolean,
): void {
  if (NOT_INDEXABLE.includes(operator))
    throw invalid('Attempted conditional constraint is not an indexable operation');
  if (values.some((value) => value[type] === undefined))
    throw invalidParameter('Condition parameter type does not match schema type');
  if (isHash && operator !== 'EQ') throw invalid('Query key condition not supported');
}

function checkStart(source: Source, conditions: Conditions, request: CheckedRequest): void {
  const start = request.ExclusiveStartKey as Item | undefined;
  if (!start) return;
  checkTableKey(source, start);
  const [hash, range] = source.schema.map(({ AttributeName }) => AttributeName);
  const [type, value] = Object.entries(conditions[hash!]!.AttributeValueList[0]!)[0]!;
  const isElsewhere = start[hash!]![type] !== value;
  const condition = range === undefined ? undefined : conditions[range];
  if (!condition) {
    if (!isElsewhere) return;
    throw invalid(
      'The provided starting key is outside query boundaries based on provided conditions',
    );
  }
  const { ComparisonOperator, AttributeValueList } = condition;
  if (!dynaliteDb().compare(ComparisonOperator, start[range!], AttributeValueList))
    throw invalid('The provided starting key does not match the range key predicate');
  if (isElsewhere) throw invalid('The query can return at most one row and cannot be restarted');
}

function checkFilter(source: Source, request: CheckedRequest): void {
  const older = request.QueryFilter as object | undefined;
  const filter = request._filter as { readonly pathHeads: object } | undefined;
  const heads = older ?? filter?.pathHeads;
  if (!heads) return;
  forEachKey(source, (name) => {
    if (!Object.hasOwn(heads, name)) return;
    throw invalid(
      `${older ? 'QueryFilter' : 'Filter Expression'} can only contain non-primary key attributes: Primary key attribute: ${name}`,
    );
  });
}
