import { afterEach, expect, test } from 'vitest';
import { startTestCloud } from './support.ts';
import type { TestCloud } from './support.ts';

let cloud: TestCloud;
afterEach(() => cloud.end());

const variant = (VariantName: string, ModelName: string, InitialVariantWeight = 1) => ({
  VariantName,
  ModelName,
  InitialVariantWeight,
  InitialInstanceCount: 1,
  InstanceType: 'ml.m5.large',
});

/** An endpoint `Scores` that answers twofold, and whose shadow answers threefold. */
async function serve(shadowWeight = 1, more: object = {}): Promise<void> {
  cloud = await startTestCloud();
  await cloud.model('first', { factor: 2 });
  await cloud.model('second', { factor: 3 });
  await cloud.sagemaker('CreateEndpointConfig', {
    EndpointConfigName: 'both',
    ProductionVariants: [variant('Seen', 'first')],
    ShadowProductionVariants: [variant('Unseen', 'second', shadowWeight)],
    ...more,
  });
  await cloud.sagemaker('CreateEndpoint', {
    EndpointName: 'Scores',
    EndpointConfigName: 'both',
  });
  await cloud.settle();
}

async function ask(more: object = {}): Promise<string> {
  const answer = await cloud.invoke<{ Body: Buffer }>({
    EndpointName: 'Scores',
    Body: Buffer.from('1'),
    ContentType: 'text/csv',
    ...more,
  });
  return answer.Body.toString();
}

function invocations(variantName: string): number {
  return cloud.metrics.filter(
    ({ name, dimensions }) => name === 'Invocations' && dimensions.VariantName === variantName,
  ).length;
}

test('a shadow variant gets a copy of every request, and its answer is thrown away', async () => {
  await serve();
  expect([await ask(), await ask()]).toEqual(['2\n', '2\n']);
  expect([invocations('Seen'), invocations('Unseen')]).toEqual([2, 2]);
  expect(await cloud.sagemaker('DescribeEndpoint', { EndpointName: 'Scores' })).toMatchObject({
    ProductionVariants: [{ VariantName: 'Seen', CurrentWeight: 1 }],
    ShadowProductionVariants: [{ VariantName: 'Unseen', CurrentWeight: 1 }],
  });
});

test('the weight of a shadow says how many requests it gets a copy of', async () => {
  await serve(0.5);
  for (let turn = 0; turn < 20; turn++) await ask();
  expect(invocations('Unseen')).toBeGreaterThan(3);
  expect(invocations('Unseen')).toBeLessThan(17);
  await cloud.sagemaker('UpdateEndpointWeightsAndCapacities', {
    EndpointName: 'Scores',
    DesiredWeightsAndCapacities: [{ VariantName: 'Unseen', DesiredWeight: 0 }],
  });
  const before = invocations('Unseen');
  await ask();
  expect(invocations('Unseen')).toBe(before);
});

test('a shadow cannot be asked for by name', async () => {
  await serve();
  await expect(ask({ TargetVariant: 'Unseen' })).rejects.toMatchObject({
    code: 'ValidationError',
  });
});

test('what a shadow answered is captured under its name', async () => {
  await serve(1, {
    DataCaptureConfig: {
      InitialSamplingPercentage: 100,
      DestinationS3Uri: 's3://lake/captures',
      CaptureOptions: [{ CaptureMode: 'Output' }],
      CaptureContentTypeHeader: { CsvContentTypes: ['text/csv'] },
    },
  });
  await ask();
  await cloud.dispatcher.advanceTo(cloud.cloud.world.now() + 120_000);
  const [key] = await cloud.keys('captures/Scores/Unseen/');
  const line = JSON.parse((await cloud.get(key!)).toString()) as object;
  expect(line).toMatchObject({ captureData: { endpointOutput: { data: '3\n' } } });
});

test('only one variant may shadow, and only one other', async () => {
  await serve();
  const configure = (shadows: readonly object[], variants = [variant('A', 'first')]) =>
    cloud.sagemaker('CreateEndpointConfig', {
      EndpointConfigName: 'wrong',
      ProductionVariants: variants,
      ShadowProductionVariants: shadows,
    });
  await expect(configure([variant('B', 'second'), variant('C', 'second')])).rejects.toMatchObject({
    code: 'ValidationException',
  });
  await expect(
    configure([variant('C', 'second')], [variant('A', 'first'), variant('B', 'first')]),
  ).rejects.toMatchObject({ code: 'ValidationException' });
  await expect(configure([variant('A', 'second')])).rejects.toThrow(/must be unique/);
});
