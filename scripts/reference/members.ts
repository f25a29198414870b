/** The part of JSON Schema that definitions and events come out as. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema | boolean;
  readonly prefixItems?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
}

/** One member, however deep. */
export interface Member {
  /** Names from the root, `[]` for an element and `*` for any name. */
  readonly path: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly default?: unknown;
}

/** Members of an object and of what lies in them, in the order in which they are declared. */
export function membersOf(given: unknown, prefix = ''): readonly Member[] {
  // What `z.toJSONSchema` gives.
  const { properties = {}, required = [] } = given as Schema;
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const own = {
      path,
      type: typeOf(schema),
      isRequired: required.includes(name) && schema.default === undefined,
      default: schema.default,
    };
    return [own, ...insideOf(schema, path)];
  });
}

function insideOf(schema: Schema, path: string): readonly Member[] {
  const choices = schema.oneOf ?? schema.anyOf ?? [];
  if (choices.length > 0)
    return choices.flatMap((choice) => insideOf(choice, `${path}${labelOf(choice)}`));
  if (schema.properties) return membersOf(schema, path);
  if (typeof schema.items === 'object') return insideOf(schema.items, `${path}[]`);
  return [];
}

/** What tells one choice from another, where each has a constant member. */
function labelOf({ properties = {} }: Schema): string {
  const [name, schema] =
    Object.entries(properties).find(([, each]) => each.const !== undefined) ?? [];
  return name === undefined ? '' : `(${name}: ${String(schema!.const)})`;
}

function typeOf(schema: Schema): string {
  const choices = schema.oneOf ?? schema.anyOf ?? [];
  if (choices.length > 0) return [...new Set(choices.map(typeOf))].join(' or ');
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.prefixItems) return `list of ${schema.prefixItems.map(typeOf).join(' and ')}`;
  if (typeof schema.items === 'object')
    return `list of ${typeOf(schema.items)}${rangeOf(schema.minItems, schema.maxItems)}`;
  const length = rangeOf(schema.minLength, schema.maxLength);
  const type = [schema.type ?? 'any value'].flat().join(' or ');
  return `${type}${rangeOf(schema.minimum, schema.maximum)}${length && `, length${length}`}`;
}

function rangeOf(from: number | undefined, to: number | undefined): string {
  const [low, high] = [from, to].map((value) =>
    value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value,
  );
  if (low !== undefined && high !== undefined) return ` ${low} to ${high}`;
  if (low !== undefined) return ` from ${low}`;
  return high === undefined ? '' : ` up to ${high}`;
}
