import type { ActionContext } from '../../kernel/index.ts';
import { ssmError } from './errors.ts';
import { labelsOf } from './parameters.ts';
import type { VersionRow } from './parameters.ts';
import { tagsOf } from './tags.ts';

/** A filter of DescribeParameters and GetParametersByPath. */
export interface ParameterFilter {
  readonly Key: string;
  readonly Option?: string;
  readonly Values?: readonly string[];
}

/** True where all filters take the parameter. */
export function takes(
  filters: readonly ParameterFilter[],
  row: VersionRow,
  context: ActionContext,
): boolean {
  return filters.every((filter) => takesOne(filter, row, context));
}

function takesOne(filter: ParameterFilter, row: VersionRow, context: ActionContext): boolean {
  const { Key, Values = [] } = filter;
  if (Key.startsWith('tag:')) {
    const value = tagsOf(row.name, context)[Key.slice(4)];
    return value !== undefined && (Values.length === 0 || Values.includes(value));
  }
  if (Key === 'Path') return Values.some((path) => isBelow(row.name, path, filter.Option));
  const texts: Readonly<Record<string, readonly string[]>> = {
    Name: [row.name],
    Type: [row.type],
    KeyId: row.key ? [row.key] : [],
    Tier: [row.tier],
    DataType: [row.data_type],
    Label: labelsOf(row, context),
  };
  const own = texts[Key];
  if (!own) throw ssmError('InvalidFilterKey', `The filter key is not valid: ${Key}`);
  return own.some((text) => Values.some((value) => fits(text, value, filter)));
}

function fits(text: string, value: string, { Key, Option = 'Equals' }: ParameterFilter): boolean {
  const bare = (name: string) => (Key === 'Name' ? name.replace(/^\//, '') : name);
  if (Option === 'Equals') return bare(text) === bare(value);
  if (Option === 'BeginsWith') return bare(text).startsWith(bare(value));
  if (Option === 'Contains') return text.includes(value);
  throw ssmError('InvalidFilterOption', `The filter option is not valid: ${Option}`);
}

/** True for names below a path: at any depth, or directly below. */
export function isBelow(name: string, path: string, option: string | undefined): boolean {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  if (!name.startsWith(prefix)) return false;
  return option === 'Recursive' || !name.slice(prefix.length).includes('/');
}
