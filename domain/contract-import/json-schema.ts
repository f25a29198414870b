import * as z from 'zod';
import type { ColumnInput, ImportedContract, Unsaid } from './imported.ts';

/** A schema of JSON Schema (draft 2020-12) as far as it is read. */
export const JsonSchema = z.record(z.string(), z.unknown());
export type JsonSchema = z.output<typeof JsonSchema>;

/** Members that say nothing about values. */
const SILENT = [
  '$schema',
  '$id',
  '$comment',
  'title',
  'description',
  'examples',
  'default',
  'deprecated',
];

const TYPES: Readonly<Record<string, ColumnInput['type']>> = {
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  string: 'string',
};
const FORMATS: Readonly<Record<string, ColumnInput['type']>> = {
  date: 'date',
  'date-time': 'timestamp',
};

/** What a schema says of rows: of an object, or of the objects of a list. */
export function fromJsonSchema(schema: JsonSchema): ImportedContract {
  const unsaid: Unsaid[] = [];
  const isList = schema.type === 'array';
  const { type, items, ...around } = schema;
  const rows = isList ? JsonSchema.parse(items ?? {}) : { type, ...around };
  if (isList) tell(unsaid, '', Object.keys(around), 'a list is a file: write rules over files');
  const { properties, required, additionalProperties, type: kind, ...others } = rows;
  if (kind !== undefined && kind !== 'object')
    unsaid.push({ path: 'type', why: 'rows are objects' });
  tell(unsaid, '', Object.keys(others), 'no contract says this of a row');
  const needed = z.array(z.string()).parse(required ?? []);
  const members = z.record(z.string(), z.union([JsonSchema, z.boolean()])).parse(properties ?? {});
  const columns = Object.entries(members).map(([name, member]) => ({
    ...columnOf(name, typeof member === 'boolean' ? {} : member, unsaid),
    ...(!needed.includes(name) && { optional: true }),
  }));
  return {
    columns,
    ...(additionalProperties === false && { otherColumns: 'refuse' as const }),
    unsaid,
  };
}

function tell(unsaid: Unsaid[], root: string, names: readonly string[], why: string): void {
  for (const name of names.filter((one) => !SILENT.includes(one)))
    unsaid.push({ path: `${root}${name}`, why });
}

function columnOf(name: string, schema: JsonSchema, unsaid: Unsaid[]): ColumnInput {
  const path = `properties.${name}.`;
  const { type, enum: values, const: only, format, ...others } = schema;
  const types = [type]
    .flat()
    .filter((one) => one !== 'null' && one !== undefined)
    .map(String);
  const isNullable = [type].flat().includes('null');
  const set = only === undefined ? values : [only];
  const known = types.length === 1 ? TYPES[types[0]!] : undefined;
  if (known === undefined && set === undefined) {
    unsaid.push({
      path: `${path}type`,
      why: 'a column has one plain type: text of any kind is taken',
    });
  }
  const timed = typeof format === 'string' ? FORMATS[format] : undefined;
  if (format !== undefined && timed === undefined)
    unsaid.push({ path: `${path}format`, why: 'write a pattern' });
  const { rules, rest } = rulesOf(others, known);
  tell(unsaid, path, rest, 'no contract says this of a value');
  return {
    name,
    type: Array.isArray(set) ? 'category' : (timed ?? known ?? 'string'),
    ...(isNullable && { nullable: true }),
    ...(Array.isArray(set) && { set: set.filter((value) => value !== null).map(String) }),
    ...rules,
  };
}

/** Ranges, lengths and patterns; and the members that are none of these. */
function rulesOf(members: JsonSchema, type: ColumnInput['type'] | undefined) {
  const {
    minimum,
    maximum,
    exclusiveMinimum,
    exclusiveMaximum,
    pattern,
    minLength,
    maxLength,
    ...rest
  } = members;
  const isWhole = type === 'integer';
  const min =
    minimum ?? (isWhole && typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : undefined);
  const max =
    maximum ?? (isWhole && typeof exclusiveMaximum === 'number' ? exclusiveMaximum - 1 : undefined);
  const range = {
    ...(typeof min === 'number' && { min }),
    ...(typeof max === 'number' && { max }),
  };
  // A pattern of JSON Schema may match anywhere in a text; ours match the whole.
  const length =
    minLength === undefined && maxLength === undefined
      ? ''
      : `[^]{${Number(minLength ?? 0)},${typeof maxLength === 'number' ? maxLength : ''}}`;
  const anywhere = typeof pattern === 'string' ? `[^]*(?:${pattern})[^]*` : '';
  const whole = anywhere !== '' && length !== '' ? `(?=${length}$)${anywhere}` : anywhere + length;
  return {
    rules: {
      ...(Object.keys(range).length > 0 && { range }),
      ...(whole !== '' && { pattern: whole }),
    },
    rest: [
      ...Object.keys(rest),
      ...(exclusiveMinimum !== undefined && !isWhole ? ['exclusiveMinimum'] : []),
      ...(exclusiveMaximum !== undefined && !isWhole ? ['exclusiveMaximum'] : []),
    ],
  };
}
