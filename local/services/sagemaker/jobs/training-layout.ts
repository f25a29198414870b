import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { S3Client } from '../data/s3-client.ts';
import { objectsOf, reading } from '../data/s3-source.ts';
import type { Channel, TrainingRequest } from './training-request.ts';

/**
 * Lays out the folder of a training container: configuration, channels, and where it puts what it
 * makes.
 */
export async function layOutTraining(
  baseDir: string,
  request: TrainingRequest,
  s3: S3Client,
): Promise<void> {
  for (const folder of [
    'input/config',
    'input/data',
    'model',
    'output/data',
    'checkpoints',
    'code',
  ]) {
    await mkdir(join(baseDir, folder), { recursive: true });
  }
  await writeConfiguration(baseDir, request);
  for (const channel of request.InputDataConfig ?? []) await downloadChannel(baseDir, channel, s3);
}

async function writeConfiguration(baseDir: string, request: TrainingRequest): Promise<void> {
  const write = (name: string, value: unknown) =>
    writeFile(join(baseDir, 'input/config', `${name}.json`), JSON.stringify(value));
  await write('hyperparameters', request.HyperParameters ?? {});
  await write(
    'inputdataconfig',
    Object.fromEntries(
      (request.InputDataConfig ?? []).map((channel) => [
        channel.ChannelName,
        describeChannel(channel, request),
      ]),
    ),
  );
  const type = request.ResourceConfig.InstanceType;
  await write('resourceconfig', {
    current_host: 'algo-1',
    current_instance_type: type,
    current_group_name: 'homogeneousCluster',
    hosts: ['algo-1'],
    instance_groups: [
      { instance_group_name: 'homogeneousCluster', instance_type: type, hosts: ['algo-1'] },
    ],
    network_interface_name: 'eth0',
  });
}

function describeChannel(channel: Channel, request: TrainingRequest) {
  return {
    ...(channel.ContentType === undefined ? {} : { ContentType: channel.ContentType }),
    RecordWrapperType: channel.RecordWrapperType ?? 'None',
    S3DistributionType:
      channel.DataSource.S3DataSource?.S3DataDistributionType ?? 'FullyReplicated',
    TrainingInputMode:
      channel.InputMode ?? request.AlgorithmSpecification.TrainingInputMode ?? 'File',
  };
}

async function downloadChannel(baseDir: string, channel: Channel, s3: S3Client): Promise<void> {
  const source = channel.DataSource.S3DataSource;
  if (!source) return;
  for (const { location, path } of await objectsOf(source, s3)) {
    await reading(source, () =>
      s3.download(location, join(baseDir, 'input/data', channel.ChannelName, path)),
    );
  }
}
