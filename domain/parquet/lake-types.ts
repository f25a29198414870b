import { i32, struct } from './thrift.ts';
import type { Column, ColumnType } from '../definition/data-contract.ts';
import type { ThriftValue } from './thrift.ts';

/** Numbers by which Parquet knows its physical types (apache/parquet-format, parquet.thrift). */
export const Physical = { boolean: 0, int32: 1, int64: 2, double: 5, bytes: 6 } as const;
export type Physical = (typeof Physical)[keyof typeof Physical];

/** How values of a type of the contract are stored. */
export interface LakeType {
  readonly physical: Physical;
  /** The older name of what the values mean, which older readers know. */
  readonly converted?: number;
  /** What the values mean. */
  readonly logical?: ThriftValue;
  /** The type of the column in a table of Glue. */
  readonly glue: string;
}

const [UTF8, DATE, TIMESTAMP_MILLIS] = [0, 6, 9];
const NONE = struct();

/** Times are instants: the contract reads them as UTC. */
const INSTANT = struct([8, struct([1, { kind: 'boolean', value: true }], [2, struct([1, NONE])])]);

const TEXT: LakeType = {
  physical: Physical.bytes,
  converted: UTF8,
  logical: struct([1, NONE]),
  glue: 'string',
};

const TYPES: Readonly<Record<ColumnType, LakeType>> = {
  integer: { physical: Physical.int64, glue: 'bigint' },
  number: { physical: Physical.double, glue: 'double' },
  boolean: { physical: Physical.boolean, glue: 'boolean' },
  category: TEXT,
  string: TEXT,
  timestamp: {
    physical: Physical.int64,
    converted: TIMESTAMP_MILLIS,
    logical: INSTANT,
    glue: 'timestamp',
  },
  date: {
    physical: Physical.int32,
    converted: DATE,
    logical: struct([6, NONE]),
    glue: 'date',
  },
};

/** How a column of the contract is stored in the lake. */
export function lakeType({ type }: Pick<Column, 'type'>): LakeType {
  return TYPES[type];
}

/** The column's element of a Parquet schema. */
export function schemaElement(
  column: Pick<Column, 'name' | 'type'>,
  name: ThriftValue,
): ThriftValue {
  const { physical, converted, logical } = lakeType(column);
  const optional = 1;
  return struct(
    [1, i32(physical)],
    [3, i32(optional)],
    [4, name],
    [6, converted === undefined ? undefined : i32(converted)],
    [10, logical],
  );
}
