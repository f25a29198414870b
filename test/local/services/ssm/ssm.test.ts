import {
  AddTagsToResourceCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  LabelParameterVersionCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import type { PutParameterCommandInput } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';

let cloud: TestCloud;
let ssm: SSMClient;
beforeAll(async () => {
  cloud = await emptyCloud();
  ssm = new SSMClient(cloud.settings);
});
afterAll(() => cloud.stop());

const put = (Name: string, Value: string, more: Partial<PutParameterCommandInput> = {}) =>
  ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', ...more }));

const valueOf = async (Name: string, WithDecryption?: boolean) =>
  (await ssm.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter?.Value;

test('a name can carry a version or a label, and a label moves', async () => {
  await put('/app/url', 'one');
  await put('/app/url', 'two', { Overwrite: true });
  const label = (ParameterVersion: number) =>
    ssm.send(
      new LabelParameterVersionCommand({
        Name: '/app/url',
        ParameterVersion,
        Labels: ['live', '1st'],
      }),
    );
  expect((await label(1)).InvalidLabels).toEqual(['1st']);
  expect([await valueOf('/app/url:1'), await valueOf('/app/url:live')]).toEqual(['one', 'one']);
  await label(2);
  expect(await valueOf('/app/url:live')).toBe('two');
  const { Parameters = [] } = await ssm.send(new GetParameterHistoryCommand({ Name: '/app/url' }));
  expect(Parameters.map(({ Version, Value, Labels }) => [Version, Value, Labels])).toEqual([
    [1, 'one', []],
    [2, 'two', ['live']],
  ]);
  await expect(valueOf('/app/url:7')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
});

test('a secret is shown to those who ask for it plain', async () => {
  await put('/app/secret', 'hush', { Type: 'SecureString' });
  expect(await valueOf('/app/secret', true)).toBe('hush');
  expect(await valueOf('/app/secret')).not.toContain('hush');
});

test('paths list what lies directly below, or at any depth, page by page', async () => {
  for (const name of ['a', 'b', 'sub/c']) await put(`/tree/${name}`, name);
  const list = async (input: object) => {
    const { Parameters = [], NextToken } = await ssm.send(
      new GetParametersByPathCommand({ Path: '/tree', ...input }),
    );
    return { names: Parameters.map(({ Name }) => Name), NextToken };
  };
  expect((await list({})).names).toEqual(['/tree/a', '/tree/b']);
  const first = await list({ Recursive: true, MaxResults: 2 });
  const second = await list({ Recursive: true, MaxResults: 2, NextToken: first.NextToken });
  expect([first.names, second.names]).toEqual([['/tree/a', '/tree/b'], ['/tree/sub/c']]);
});

test('what breaks the rules is refused in the words of AWS', async () => {
  await put('/rules/there', '1');
  await expect(put('/rules/there', '2')).rejects.toMatchObject({
    name: 'ParameterAlreadyExists',
  });
  await expect(put('/rules/big', 'x'.repeat(4097))).rejects.toThrow(
    'Standard tier parameters support a maximum parameter value of 4096 characters.',
  );
  await expect(put('/rules/number', 'abc', { AllowedPattern: '^\\d+$' })).rejects.toMatchObject({
    name: 'ParameterPatternMismatchException',
  });
  await expect(put('not/full', '1')).rejects.toThrow(
    'Parameter name must be a fully qualified name.',
  );
});

test('parameters are found by tags and types, and those that are not there are named', async () => {
  await put('/found/one', '1');
  await ssm.send(
    new AddTagsToResourceCommand({
      ResourceType: 'Parameter',
      ResourceId: '/found/one',
      Tags: [{ Key: 'team', Value: 'a' }],
    }),
  );
  const { Parameters = [] } = await ssm.send(
    new DescribeParametersCommand({ ParameterFilters: [{ Key: 'tag:team', Values: ['a'] }] }),
  );
  expect(Parameters.map(({ Name }) => Name)).toEqual(['/found/one']);
  const Names = ['/found/one', '/found/none'];
  expect(await ssm.send(new GetParametersCommand({ Names }))).toMatchObject({
    Parameters: [{ Name: '/found/one' }],
    InvalidParameters: ['/found/none'],
  });
  expect(await ssm.send(new DeleteParametersCommand({ Names }))).toMatchObject({
    DeletedParameters: ['/found/one'],
    InvalidParameters: ['/found/none'],
  });
});
