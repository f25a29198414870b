/** How expectations of Great Expectations are said in our contract language. */
import type * as z from 'zod';
import type { Column, DataContract } from '../../../domain/definition/data-contract.ts';

type ContractInput = z.input<typeof DataContract>;
type ColumnInput = z.input<typeof Column>;
export type Value = string | number | boolean | null;
export type Data = Readonly<Record<string, readonly Value[]>>;
type Arguments = Readonly<Record<string, unknown>>;

/** A contract that says the same, or why there is none. */
export type Said = ContractInput | string;

type Rule = Partial<ColumnInput>;
type Mapping = (args: Arguments, data: Data) => Said;

const PAD: ColumnInput = { name: '(row)', type: 'integer' };
const MODELS = 'distributions are compared with a baseline by monitors, not at the door';
const ORDER = 'rows are in no order';
const RANGE = 'both ends of a range are inclusive';

function typeOf(values: readonly Value[]): ColumnInput['type'] {
  const given = values.filter((value) => value !== null);
  return given.length > 0 && given.every((value) => typeof value === 'number')
    ? 'number'
    : 'string';
}

/** A contract about one column; rows that miss a value do not count. */
function about(
  args: Arguments,
  data: Data,
  rule: Rule,
  more: Partial<ContractInput> = {},
): ContractInput {
  const name = String(args.column);
  const { mostly = 1 } = args as { mostly?: number };
  const type = rule.type ?? typeOf(data[name] ?? []);
  return {
    columns: [PAD, { name, nullable: true, ...rule, type }],
    limits: { badRowShare: Number((1 - mostly).toFixed(12)) },
    ...more,
  };
}

/** A rule about texts; numbers have the same texts as in the file. */
const text = (args: Arguments, data: Data, rule: Rule) =>
  about(args, data, { type: 'string', ...rule });

const between = (args: Arguments): { min?: number; max?: number } => ({
  ...(typeof args.min_value === 'number' && { min: args.min_value }),
  ...(typeof args.max_value === 'number' && { max: args.max_value }),
});
const isStrict = ({ strict_min: low, strict_max: high }: Arguments): boolean =>
  low === true || high === true;

const statistic =
  (kind: 'mean' | 'sum' | 'standard-deviation' | 'minimum' | 'maximum'): Mapping =>
  (args, data) => {
    if (isStrict(args)) return RANGE;
    if (typeOf(data[String(args.column)] ?? []) !== 'number')
      return 'statistics are those of numbers';
    const range = between(args);
    const fileRules =
      Object.keys(range).length === 0 ? [] : [{ kind, column: String(args.column), ...range }];
    return about(args, data, {}, { fileRules });
  };

const escaped = (value: unknown): string =>
  String(value).replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
const oneOf = (values: unknown): string => (values as unknown[]).map(escaped).join('|');
/** LIKE of SQL as a regular expression. */
const like = (pattern: unknown): string =>
  escaped(pattern).replaceAll('%', '[^]*').replaceAll('_', '[^]');
const found = (regex: unknown): string => `[^]*(?:${String(regex)})[^]*`;

/** Texts of so many characters; none where the ends contradict each other. */
const length = (min: unknown, max: unknown): string => {
  const [low, high] = [Number(min ?? 0), typeof max === 'number' ? max : Infinity];
  return low > high ? '(?!)' : `[^]{${low},${Number.isFinite(high) ? high : ''}}`;
};

const inSet: Mapping = (args, data) => {
  const set = args.value_set as readonly Value[] | null | undefined;
  if (set === null || set === undefined) return about(args, data, {});
  return set.length === 0
    ? text(args, data, { pattern: '(?!)' })
    : text(args, data, { set: set.map(String) });
};

const rowRule =
  (is: '=' | '>' | '>=') =>
  (args: Arguments, data: Data): Said => {
    const [left, right] = [String(args.column_A), String(args.column_B)];
    const ignores = (args.ignore_row_if ?? 'both_values_are_missing') as string;
    const misses = (data[left] ?? []).some(
      (value, row) => (value === null) !== (data[right]?.[row] === null),
    );
    if (ignores !== 'either_value_is_missing' && misses)
      return 'a rule over two columns holds when one of them is missing';
    const names = [...new Set([left, right])];
    const types = names.map((name) => typeOf(data[name] ?? []));
    const type = types.every((one) => one === 'number') ? 'number' : 'string';
    const { mostly = 1 } = args as { mostly?: number };
    return {
      columns: [PAD, ...names.map((name) => ({ name, type, nullable: true }) as const)],
      rules: [{ left, is, right }],
      limits: { badRowShare: Number((1 - mostly).toFixed(12)) },
    };
  };

const rows = (min: unknown, max: unknown): ContractInput => ({
  columns: [PAD, { name: '(other)', type: 'string', optional: true }],
  fileRules: [
    {
      kind: 'rows',
      ...(typeof min === 'number' && { min }),
      ...(typeof max === 'number' && { max }),
    },
  ],
});

const because =
  (reason: string): Mapping =>
  () =>
    reason;

/** Every expectation of the cases: said in a contract, or why it is not. */
export const EXPECTATIONS: Readonly<Record<string, Mapping>> = {
  expect_column_values_to_be_between: (args, data) => {
    const values = (data[String(args.column)] ?? []).filter((value) => value !== null);
    if (isStrict(args)) return RANGE;
    if (
      values.some((value) => typeof value !== 'number') ||
      [args.min_value, args.max_value].some((one) => typeof one === 'string')
    ) {
      return 'ranges are those of numbers, and of times as the contract writes them';
    }
    return about(args, data, { type: 'number', range: between(args) });
  },
  expect_column_values_to_be_in_set: inSet,
  expect_column_distinct_values_to_be_in_set: inSet,
  expect_column_values_to_not_be_in_set: (args, data) =>
    text(args, data, { pattern: `(?!(?:${oneOf(args.value_set)})$)[^]*` }),
  expect_column_values_to_be_unique: (args, data) => text(args, data, { unique: true }),
  expect_column_values_to_not_be_null: (args, data) => text(args, data, { nullable: false }),
  expect_column_values_to_be_null: (args, data) => text(args, data, { pattern: '(?!)' }),
  expect_column_value_lengths_to_be_between: (args, data) =>
    text(args, data, { pattern: length(args.min_value, args.max_value) }),
  expect_column_value_lengths_to_equal: (args, data) =>
    text(args, data, { pattern: length(args.value, args.value) }),
  expect_column_values_to_match_regex: (args, data) =>
    text(args, data, { pattern: found(args.regex) }),
  expect_column_values_to_not_match_regex: (args, data) =>
    text(args, data, { pattern: `(?!${found(args.regex)}$)[^]*` }),
  expect_column_values_to_match_regex_list: (args, data) => {
    const list = (args.regex_list as string[]).map(found);
    return text(args, data, {
      pattern:
        args.match_on === 'all'
          ? `${list.map((one) => `(?=${one}$)`).join('')}[^]*`
          : list.join('|'),
    });
  },
  expect_column_values_to_not_match_regex_list: (args, data) =>
    text(args, data, {
      pattern: `(?!(?:${(args.regex_list as string[]).map(found).join('|')})$)[^]*`,
    }),
  expect_column_values_to_match_like_pattern: (args, data) =>
    text(args, data, { pattern: like(args.like_pattern) }),
  expect_column_values_to_not_match_like_pattern: (args, data) =>
    text(args, data, { pattern: `(?!${like(args.like_pattern)}$)[^]*` }),
  expect_column_mean_to_be_between: statistic('mean'),
  expect_column_sum_to_be_between: statistic('sum'),
  expect_column_stdev_to_be_between: statistic('standard-deviation'),
  expect_column_min_to_be_between: statistic('minimum'),
  expect_column_max_to_be_between: statistic('maximum'),
  expect_column_pair_values_to_be_equal: rowRule('='),
  expect_column_pair_values_a_to_be_greater_than_b: (args, data) =>
    rowRule(args.or_equal === true ? '>=' : '>')(args, data),
  expect_table_row_count_to_be_between: ({ min_value: min, max_value: max }) => rows(min, max),
  expect_table_row_count_to_equal: ({ value }) => rows(value, value),
  expect_column_to_exist: ({ column, column_index: index }) =>
    index === undefined || index === null
      ? { columns: [PAD, { name: String(column), type: 'string', nullable: true }] }
      : 'the order of columns is free',
  expect_table_columns_to_match_set: ({ column_set: set, exact_match: exact = true }) => {
    const names = (set ?? []) as readonly string[];
    return names.length === 0
      ? 'a contract names columns'
      : {
          columns: [
            PAD,
            ...names.map((name) => ({ name, type: 'string' as const, nullable: true })),
          ],
          otherColumns: exact === false ? 'drop' : 'refuse',
        };
  },
  expect_compound_columns_to_be_unique: (
    { column_list: list, ignore_row_if: ignores = 'all_values_are_missing', mostly },
    data,
  ) => {
    if (mostly !== undefined) return 'rows that repeat others are counted once each';
    const names = list as readonly string[];
    if (names.some((name) => (data[name] ?? []).includes(null)) && ignores !== 'never') {
      return 'rows with missing values repeat others too';
    }
    return {
      columns: names.map((name) => ({ name, type: 'string', nullable: true })),
      fileRules: [{ kind: 'duplicates', maxShare: 0 }],
    };
  },
  expect_column_values_to_be_of_type: because(
    'types are those of the contract, not of another program',
  ),
  expect_column_values_to_be_in_type_list: because(
    'types are those of the contract, not of another program',
  ),
  expect_column_values_to_match_strftime_format: because(
    'times have the forms that the contract reads',
  ),
  expect_column_values_to_be_dateutil_parseable: because(
    'times have the forms that the contract reads',
  ),
  expect_column_values_to_be_json_parseable: because('a value is no structure'),
  expect_column_values_to_be_increasing: because(ORDER),
  expect_column_values_to_be_decreasing: because(ORDER),
  expect_table_columns_to_match_ordered_list: because('the order of columns is free'),
  expect_table_column_count_to_be_between: because('columns are named, not counted'),
  expect_table_column_count_to_equal: because('columns are named, not counted'),
  expect_column_distinct_values_to_contain_set: because('no value has to come'),
  expect_column_distinct_values_to_equal_set: because('no value has to come'),
  expect_column_unique_value_count_to_be_between: because(
    'different values are estimated by profiles, not counted at the door',
  ),
  expect_column_proportion_of_unique_values_to_be_between: because(
    'different values are estimated by profiles, not counted at the door',
  ),
  expect_column_most_common_value_to_be_in_set: because('frequent values are told by profiles'),
  expect_column_median_to_be_between: because('quantiles are told by profiles, to 0.8 %'),
  expect_column_quantile_values_to_be_between: because('quantiles are told by profiles, to 0.8 %'),
  expect_column_value_z_scores_to_be_less_than: because(
    'a row is judged before the mean of its file is known',
  ),
  expect_select_column_values_to_be_unique_within_record: because(
    'a rule is over two columns: write one for each pair',
  ),
  expect_multicolumn_sum_to_equal: because('a rule compares two columns, it does not add them'),
  expect_column_kl_divergence_to_be_less_than: because(MODELS),
  expect_column_bootstrapped_ks_test_p_value_to_be_greater_than: because(MODELS),
  expect_column_parameterized_distribution_ks_test_p_value_to_be_greater_than: because(MODELS),
  expect_column_chisquare_test_p_value_to_be_greater_than: because(MODELS),
  expect_column_pair_cramers_phi_value_to_be_less_than: because(MODELS),
  expect_column_pair_values_to_be_in_set: because('a set is over one column'),
  expect_column_values_to_match_like_pattern_list: because('write one regular expression'),
  expect_column_values_to_not_match_like_pattern_list: because('write one regular expression'),
  expect_table_row_count_to_equal_other_table: because('a file is judged by itself'),
  unexpected_rows_expectation: because('a file is no table of SQL'),
};
