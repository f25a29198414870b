import { AwsError } from '../../../errors.ts';
import { compilePattern } from '../../events/pattern/compile.ts';
import { invalidParameter } from '../errors.ts';
import type { MappingSettings } from './mappings.ts';

/** Patterns of one mapping at most. */
const MOST_FILTERS = 5;

/** Throws InvalidParameterValueException for filters that are no patterns. */
export function checkFilters({ FilterCriteria }: Pick<MappingSettings, 'FilterCriteria'>): void {
  const filters = FilterCriteria?.Filters ?? [];
  if (filters.length > MOST_FILTERS)
    throw invalidParameter(`Number of filters exceeds limit of ${MOST_FILTERS}.`);
  for (const { Pattern } of filters) {
    try {
      compilePattern(normalised(Pattern ?? '', 'body'));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw invalidParameter('Invalid filter pattern definition.');
    }
  }
}

/** Says which records a mapping wants. `data` is the member that holds the sender's own content. */
export function recordFilter(
  { FilterCriteria }: Pick<MappingSettings, 'FilterCriteria'>,
  data: string,
): (record: Readonly<Record<string, unknown>>) => boolean {
  const tests = (FilterCriteria?.Filters ?? []).map(({ Pattern = '{}' }) =>
    oneFilter(Pattern, data),
  );
  return (record) => tests.length === 0 || tests.some((test) => test(record));
}

/**
 * A pattern on JSON wants JSON, one on plain text wants plain text; what does not fit is left out.
 * Source: Lambda developer guide, invocation-eventfiltering.
 */
function oneFilter(pattern: string, data: string) {
  const plain = normalised(pattern, data);
  const test = compilePattern(plain);
  const wanted = (JSON.parse(plain) as Record<string, unknown>)[data];
  return (record: Readonly<Record<string, unknown>>): boolean => {
    const parsed = asJson(record[data]);
    if (Array.isArray(wanted)) return parsed === undefined && test(record);
    if (wanted !== undefined && parsed === undefined) return false;
    return test(parsed === undefined ? record : { ...record, [data]: parsed });
  };
}

/** Lambda takes one text where a pattern wants a list, for the sender's content only. */
function normalised(pattern: string, data: string): string {
  try {
    const parsed = JSON.parse(pattern) as Record<string, unknown>;
    return typeof parsed[data] === 'string'
      ? JSON.stringify({ ...parsed, [data]: [parsed[data]] })
      : pattern;
  } catch {
    return pattern;
  }
}

/** The JSON object in a text; what already is one is taken as it is. */
function asJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
