import { afterEach, expect, test } from 'vitest';
import { startTestCloud } from './support.ts';
import type { TestCloud } from './support.ts';

let cloud: TestCloud;
afterEach(() => cloud.end());

interface Answer {
  readonly Results: readonly { readonly TrainingJob: { readonly TrainingJobName: string } }[];
  readonly NextToken?: string;
}

async function search(SearchExpression: object, more: object = {}) {
  const answer = await cloud.sagemaker<Answer>('Search', {
    Resource: 'TrainingJob',
    SearchExpression,
    SortBy: 'TrainingJobName',
    SortOrder: 'Ascending',
    ...more,
  });
  const names = answer.Results.map(({ TrainingJob }) => TrainingJob.TrainingJobName);
  return { names, NextToken: answer.NextToken };
}

async function threeJobs(): Promise<void> {
  cloud = await startTestCloud();
  await cloud.train('a', {
    HyperParameters: { depth: '3' },
    Tags: [{ Key: 'project', Value: 'x' }],
  });
  await cloud.train('b', { HyperParameters: { depth: '10' } });
  await cloud.train('c', { HyperParameters: { fail: 'no' } });
}

test('jobs are found by names, statuses, hyperparameters, metrics and tags', async () => {
  await threeJobs();
  const by = async (Name: string, Operator: string, Value?: string) =>
    (await search({ Filters: [{ Name, Operator, Value }] })).names;
  expect(await by('TrainingJobName', 'Contains', 'a')).toEqual(['a']);
  expect(await by('TrainingJobStatus', 'Equals', 'Failed')).toEqual(['c']);
  expect(await by('HyperParameters.depth', 'GreaterThan', '3')).toEqual(['b']);
  expect(await by('HyperParameters.depth', 'NotExists')).toEqual(['c']);
  expect(await by('Metrics.validation:rmse', 'LessThan', '3')).toEqual(['a', 'b']);
  expect(await by('Tags.project', 'Equals', 'x')).toEqual(['a']);
  expect(await by('TrainingJobName', 'In', 'a, c')).toEqual(['a', 'c']);
  expect(await by('CreationTime', 'LessThan', '2020-01-01T00:00:00Z')).toEqual([]);
});

test('conditions are joined by and, or by or, and may be nested', async () => {
  await threeJobs();
  const name = (Value: string) => ({ Filters: [{ Name: 'TrainingJobName', Value }] });
  const either = { SubExpressions: [name('a'), name('b')], Operator: 'Or' };
  expect((await search(either)).names).toEqual(['a', 'b']);
  const Filters = [{ Name: 'HyperParameters.depth', Operator: 'Equals', Value: '10' }];
  expect((await search({ Filters, SubExpressions: [either] })).names).toEqual(['b']);
});

test('a search is paged, and told what there is not', async () => {
  await threeJobs();
  const first = await search({}, { MaxResults: 2 });
  const second = await search({}, { MaxResults: 2, NextToken: first.NextToken });
  expect([first.names, second.names, second.NextToken]).toEqual([['a', 'b'], ['c'], undefined]);
  await expect(search({}, { Resource: 'Pipeline' })).rejects.toMatchObject({
    code: 'UnknownOperationException',
  });
  await expect(
    search({ Filters: [{ Name: 'a', Operator: 'Like', Value: 'b' }] }),
  ).rejects.toMatchObject({ code: 'ValidationException' });
});
