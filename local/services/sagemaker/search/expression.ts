import { validationException } from '../errors.ts';

/** One condition of a search. */
export interface Filter {
  readonly Name: string;
  readonly Operator?: string;
  readonly Value?: string;
}

/** What a search looks for; its parts are joined by `And` unless it says `Or`. */
export interface SearchExpression {
  readonly Filters?: readonly Filter[];
  readonly NestedFilters?: readonly {
    readonly NestedPropertyName: string;
    readonly Filters: readonly Filter[];
  }[];
  readonly SubExpressions?: readonly SearchExpression[];
  readonly Operator?: 'And' | 'Or';
}

/** Something that can be found: its description. */
export type Found = Readonly<Record<string, unknown>>;

const OPERATORS = [
  'Equals',
  'NotEquals',
  'GreaterThan',
  'GreaterThanOrEqualTo',
  'LessThan',
  'LessThanOrEqualTo',
  'Contains',
  'Exists',
  'NotExists',
  'In',
];

/** Decides whether something is what a search looks for. */
export function matches(found: Found, expression: SearchExpression): boolean {
  const results = [
    ...(expression.Filters ?? []).map((filter) => passes(found, filter)),
    ...(expression.NestedFilters ?? []).map(({ NestedPropertyName, Filters }) =>
      nestedOf(found, NestedPropertyName).some((each) =>
        Filters.every((filter) => passes(each, within(NestedPropertyName, filter))),
      ),
    ),
    ...(expression.SubExpressions ?? []).map((each) => matches(found, each)),
  ];
  if (results.length === 0) return true;
  return expression.Operator === 'Or' ? results.some(Boolean) : results.every(Boolean);
}

/** Throws unless every operator of a search is one, and has a value where it needs one. */
export function checkExpression(expression: SearchExpression): void {
  const filters = [
    ...(expression.Filters ?? []),
    ...(expression.NestedFilters ?? []).flatMap(({ Filters }) => Filters),
  ];
  for (const { Name, Operator = 'Equals', Value } of filters) {
    if (!OPERATORS.includes(Operator)) {
      throw validationException(
        `1 validation error detected: Value '${Operator}' at 'searchExpression.filters.1.member.operator' failed to satisfy constraint: Member must satisfy enum value set: [${OPERATORS.join(', ')}]`,
      );
    }
    const needsValue = Operator !== 'Exists' && Operator !== 'NotExists';
    if (needsValue && Value === undefined)
      throw validationException(`The filter on ${Name} with operator ${Operator} needs a Value.`);
  }
  for (const each of expression.SubExpressions ?? []) checkExpression(each);
}

/** The value of a property by its path, such as `HyperParameters.max_depth` or `Tags.project`. */
export function propertyOf(found: Found, path: string): unknown {
  let value: unknown = found;
  let rest = path;
  while (rest !== '') {
    if (Array.isArray(value)) return fromList(value as readonly Found[], rest);
    if (typeof value !== 'object' || value === null) return undefined;
    const members = value as Found;
    // A name may itself have dots: the longest that is there is meant.
    const name = prefixesOf(rest).find((prefix) => members[prefix] !== undefined);
    if (name === undefined) return undefined;
    value = members[name];
    rest = rest.slice(name.length + 1);
  }
  return value;
}

function prefixesOf(path: string): readonly string[] {
  const parts = path.split('.');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
}

/** Tags by their key, metrics by their name. */
function fromList(list: readonly Found[], name: string): unknown {
  const one = list.find(({ Key, MetricName }) => Key === name || MetricName === name);
  return one?.Value;
}

function nestedOf(found: Found, path: string): readonly Found[] {
  const value = propertyOf(found, path);
  return Array.isArray(value) ? (value as readonly Found[]) : [];
}

/** Nested filters name their properties by the whole path. */
function within(nested: string, filter: Filter): Filter {
  const prefix = `${nested}.`;
  return filter.Name.startsWith(prefix)
    ? { ...filter, Name: filter.Name.slice(prefix.length) }
    : filter;
}

function passes(found: Found, { Name, Operator = 'Equals', Value = '' }: Filter): boolean {
  const property = propertyOf(found, Name);
  const there = property !== undefined && property !== null;
  if (Operator === 'Exists') return there;
  if (Operator === 'NotExists') return !there;
  if (Operator === 'NotEquals') return !there || compare(property, Value) !== 0;
  if (!there) return false;
  if (Operator === 'Contains') return String(property).includes(Value);
  if (Operator === 'In')
    return Value.split(',').some((each) => compare(property, each.trim()) === 0);
  const order = compare(property, Value);
  if (Operator === 'Equals') return order === 0;
  if (Operator === 'GreaterThan') return order > 0;
  if (Operator === 'GreaterThanOrEqualTo') return order >= 0;
  return Operator === 'LessThan' ? order < 0 : order <= 0;
}

/** Moments and numbers are compared as such, everything else as text. */
function compare(property: unknown, text: string): number {
  if (property instanceof Date) return property.getTime() - momentOf(text);
  const [left, right] = [Number(property), Number(text)];
  const numeric = text.trim() !== '' && !Number.isNaN(left) && !Number.isNaN(right);
  if (numeric) return left - right;
  const shown = String(property);
  if (shown === text) return 0;
  return shown < text ? -1 : 1;
}

function momentOf(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}
