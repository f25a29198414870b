/** What a member may be, in dynalite's terms: a name, or a name with bounds and what is inside. */
type Kind = string | KindWithMore;

interface KindWithMore {
  readonly type: string;
  /** The kind of elements, or those of members. */
  readonly children?: Kind | object;
  readonly [bound: string]: unknown;
}

/** Members by name. */
export type Kinds = Readonly<Record<string, Kind>>;

const VALUE = /^AttrStruct/;
const STRUCTURE = /^(Value|Field)Struct/;
const LIST = /List$/;
const MAP = /Map/;

/**
 * A request in which structures, maps and attribute values that are null in a list or a map are empty
 * ones: what they lack is then told like that of any other.
 */
export function withoutNulls(request: unknown, kinds: Kinds): object {
  return mapEntries(request, (member, name) => inKind(member, kinds[name]));
}

function inKind(value: unknown, kind: Kind | undefined): unknown {
  if (value === undefined || value === null || kind === undefined) return value;
  const { type, children } = typeof kind === 'string' ? { type: kind } : kind;
  if (VALUE.test(type)) return inAttribute(value);
  if (STRUCTURE.test(type)) return withoutNulls(value, (children ?? {}) as Kinds);
  const inside = children as Kind | undefined;
  const element = (one: unknown) => inKind(isStructure(inside) ? (one ?? {}) : one, inside);
  if (LIST.test(type)) return (value as readonly unknown[]).map(element);
  return MAP.test(type) ? mapEntries(value, element) : value;
}

function inAttribute(value: unknown): unknown {
  const { L, M, ...others } = value as { readonly L?: readonly unknown[]; readonly M?: object };
  const element = (one: unknown) => inAttribute(one ?? {});
  return {
    ...others,
    ...(L ? { L: L.map(element) } : {}),
    ...(M ? { M: mapEntries(M, element) } : {}),
  };
}

function isStructure(kind: Kind | undefined): boolean {
  const type = typeof kind === 'object' ? kind.type : (kind ?? '');
  return VALUE.test(type) || STRUCTURE.test(type) || MAP.test(type);
}

function mapEntries(record: unknown, change: (value: unknown, name: string) => unknown): object {
  return Object.fromEntries(
    Object.entries(record as object).map(([name, value]) => [name, change(value, name)]),
  );
}
