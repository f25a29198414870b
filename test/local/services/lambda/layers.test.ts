import {
  CreateFunctionCommand,
  DeleteLayerVersionCommand,
  GetLayerVersionByArnCommand,
  GetLayerVersionCommand,
  ListLayerVersionsCommand,
  ListLayersCommand,
  PublishLayerVersionCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { PublishLayerVersionCommandInput } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aFunction, aZip, lambdaCloud, run } from './support.ts';
import type { LambdaCloud } from './support.ts';

let cloud: LambdaCloud;
beforeAll(async () => {
  cloud = await lambdaCloud();
});
afterAll(() => cloud.stop());

const PREFIX = 'arn:aws:lambda:us-east-1:000000000000:layer';

function publish(
  LayerName: string,
  files: Readonly<Record<string, string>>,
  more: Partial<PublishLayerVersionCommandInput> = {},
) {
  const Content = { ZipFile: aZip(files, 0o755) };
  return cloud.lambda.send(new PublishLayerVersionCommand({ LayerName, Content, ...more }));
}

const says = (word: string) => ({
  'nodejs/node_modules/word/index.js': `module.exports = '${word}';`,
});

test('versions of a layer count on, are found by name, by ARN and by what they are for, and can be fetched', async () => {
  const first = await publish('counted', says('one'), { CompatibleRuntimes: ['nodejs20.x'] });
  expect(first).toMatchObject({
    LayerArn: `${PREFIX}:counted`,
    LayerVersionArn: `${PREFIX}:counted:1`,
    Version: 1,
    Description: '',
    CreatedDate: '2020-01-01T00:00:00.000+0000',
    CompatibleRuntimes: ['nodejs20.x'],
  });
  expect((await fetch(first.Content!.Location!)).status).toBe(200);
  await publish('counted', says('two'), { Description: 'another' });
  const version = { LayerName: 'counted', VersionNumber: 2 };
  expect(await cloud.lambda.send(new GetLayerVersionCommand(version))).toMatchObject({
    Description: 'another',
  });
  await cloud.lambda.send(new DeleteLayerVersionCommand(version));
  await expect(
    cloud.lambda.send(new GetLayerVersionByArnCommand({ Arn: `${PREFIX}:counted:2` })),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
  });
  expect((await publish('counted', says('three'))).Version).toBe(3);
  const listed = await cloud.lambda.send(new ListLayerVersionsCommand({ LayerName: 'counted' }));
  expect(listed.LayerVersions?.map(({ Version }) => Version)).toEqual([3, 1]);
  const { Layers } = await cloud.lambda.send(
    new ListLayersCommand({ CompatibleRuntime: 'nodejs20.x' }),
  );
  expect(Layers?.map((layer) => layer.LatestMatchingVersion?.Version)).toEqual([1]);
});

test('a function finds what is in its layers, the last one first, also when the version is gone', async () => {
  const below = await publish('below', { ...says('below'), 'nodejs/node_modules/only.js': '' });
  const above = await publish('above', says('above'));
  const Layers = [below.LayerVersionArn!, above.LayerVersionArn!];
  const made = await aFunction(cloud, 'layered', `require('only'); return require('word');`, {
    Layers,
  });
  expect(made.Layers).toEqual([
    { Arn: Layers[0], CodeSize: below.Content!.CodeSize },
    { Arn: Layers[1], CodeSize: above.Content!.CodeSize },
  ]);
  await cloud.lambda.send(new DeleteLayerVersionCommand({ LayerName: 'above', VersionNumber: 1 }));
  expect((await run(cloud, 'layered')).value).toBe('above');
  await cloud.lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName: 'layered', Layers: [Layers[0]!] }),
  );
  expect((await run(cloud, 'layered')).value).toBe('below');
});

test('the executable of a function may come from a layer', async () => {
  const loop = [
    '#!/usr/bin/env bash',
    'api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"',
    'id=$(curl -s -D - -o /dev/null "$api/next" | tr -d "\\r" | sed -n "s/^lambda-runtime-aws-request-id: //ip")',
    'curl -s -d \'"from the layer"\' "$api/$id/response"',
  ];
  const layer = await publish('custom', { bootstrap: `${loop.join('\n')}\n` });
  await cloud.lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'custom',
      Role: cloud.role,
      Runtime: 'provided.al2023',
      Handler: 'unused',
      Code: { ZipFile: aZip({ 'readme.txt': 'nothing to run' }) },
      Layers: [layer.LayerVersionArn!],
    }),
  );
  expect((await run(cloud, 'custom')).value).toBe('from the layer');
});

test('layers that are not there, or are there twice, are refused, and so are extensions', async () => {
  const { LayerVersionArn = '' } = await publish('twice', says('a'));
  const second = await publish('twice', says('b'));
  const refusals = [
    [[`${PREFIX}:missing:7`], `Layer version ${PREFIX}:missing:7 does not exist.`],
    [
      [LayerVersionArn, second.LayerVersionArn!],
      `Two different versions of the same layer are not allowed to be referenced in the same function. ${LayerVersionArn} and ${second.LayerVersionArn} are versions of the same layer.`,
    ],
  ] as const;
  for (const [Layers, message] of refusals)
    await expect(
      aFunction(cloud, 'refused', 'return 1;', { Layers: [...Layers] }),
    ).rejects.toMatchObject({ name: 'InvalidParameterValueException', message });
  await expect(publish('extended', { 'extensions/watch': '' })).rejects.toMatchObject({
    name: 'UnknownOperationException',
  });
});
