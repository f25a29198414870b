import { expect, test } from 'vitest';
import { outcomeOf } from './cases.ts';
import type { Data } from './expectations.ts';

const data: Data = {
  x: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  z: [1, 2, 3, 4, 5, null, null, null, null, null],
  word: ['aaa', 'abb', 'acc', 'add', 'bee', null, null, null, null, null],
};

/** Expectations as Great Expectations means them, on ten rows. */
test.each<[string, object, boolean]>([
  ['column_values_to_be_between', { column: 'x', min_value: 1, max_value: 10 }, true],
  ['column_values_to_be_between', { column: 'x', min_value: 2, max_value: 10 }, false],
  ['column_values_to_be_between', { column: 'x', min_value: 2, max_value: 10, mostly: 0.9 }, true],
  ['column_values_to_be_between', { column: 'z', max_value: 5 }, true],
  [
    'column_values_to_be_in_set',
    { column: 'word', value_set: ['aaa', 'abb', 'acc', 'add', 'bee'] },
    true,
  ],
  ['column_values_to_be_in_set', { column: 'word', value_set: [] }, false],
  ['column_values_to_not_be_in_set', { column: 'x', value_set: [11] }, true],
  ['column_values_to_be_unique', { column: 'x' }, true],
  ['column_values_to_not_be_null', { column: 'z' }, false],
  ['column_values_to_be_null', { column: 'z', mostly: 0.5 }, true],
  ['column_value_lengths_to_equal', { column: 'word', value: 3 }, true],
  ['column_values_to_match_regex', { column: 'word', regex: '^a', mostly: 0.9 }, true],
  ['column_values_to_match_regex', { column: 'word', regex: '^a' }, false],
  ['column_values_to_not_match_like_pattern', { column: 'word', like_pattern: 'c%' }, true],
  ['column_mean_to_be_between', { column: 'x', min_value: 5.5, max_value: 5.5 }, true],
  ['column_sum_to_be_between', { column: 'z', min_value: 15, max_value: 15 }, true],
  ['column_stdev_to_be_between', { column: 'z', max_value: 1.5 }, false],
  ['column_min_to_be_between', { column: 'x', min_value: 2 }, false],
  ['column_max_to_be_between', { column: 'x', max_value: 10 }, true],
  [
    'column_pair_values_to_be_equal',
    { column_A: 'x', column_B: 'z', ignore_row_if: 'either_value_is_missing' },
    true,
  ],
  ['column_pair_values_a_to_be_greater_than_b', { column_A: 'x', column_B: 'x' }, false],
  ['table_row_count_to_equal', { value: 10 }, true],
  ['table_row_count_to_be_between', { max_value: 9 }, false],
  ['column_to_exist', { column: 'y' }, false],
  ['table_columns_to_match_set', { column_set: ['x', 'z'], exact_match: false }, true],
  ['compound_columns_to_be_unique', { column_list: ['word', 'z'], ignore_row_if: 'never' }, false],
])('%s by %j is %s', (name, args, success) => {
  const expectation = `expect_${name}`;
  const outcome = outcomeOf({ id: name, expectation, data, in: { ...args }, out: { success } });
  expect(outcome).toEqual({ is: 'passed' });
});

test('what is not offered says why', () => {
  const outcome = outcomeOf({
    id: 'x',
    expectation: 'expect_column_values_to_be_increasing',
    data,
    in: { column: 'x' },
    out: { success: true },
  });
  expect(outcome).toEqual({ is: 'not offered', why: 'rows are in no order' });
});
