import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { predict, readModel } from '../../domain/boosting/index.ts';
import { ServingBundle } from '../../domain/features/bundle.ts';
import { rowEncoding } from '../../domain/features/encode-row.ts';
import { encodedNames } from '../../domain/features/encoder.ts';
import { requestReader } from '../../domain/serving/read-request.ts';
import { prefixes } from '../../domain/registry/keys.ts';
import { Version } from '../../domain/registry/version.ts';
import type { Connection } from '../aws/connection.ts';
import type { PlatformAddress } from '../aws/platform.ts';
import { RegistryReader } from '../aws/registry.ts';
import { CliError } from '../errors.ts';

/** Asks a version that serves no more, by its own model file and its own encoder. */
export type Retired = (
  rows: readonly Readonly<Record<string, string>>[],
) => readonly (number | null)[];

/** Bytes of a tar header and of its blocks. */
const BLOCK = 512;

/** Loads the first version that served. Throws `NotFound` where none ever did. */
export async function firstChampion(
  platform: PlatformAddress,
  connection: Connection,
): Promise<Retired> {
  const registry = new RegistryReader(platform.registryTable, connection);
  const first = (await registry.list('taxi-fare', prefixes.versions))
    .map((record) => Version.parse(record))
    .find(({ status }) => status === 'serving' || status === 'retired');
  if (first) return retiredVersion(first, platform.artifactBucket, connection);
  throw new CliError('NotFound', 'no version ever served', 'perennial status taxi-fare');
}

async function retiredVersion(
  { lineage }: Version,
  artifactBucket: string,
  { settings }: Connection,
): Promise<Retired> {
  const client = new S3Client(settings);
  const read = async (Bucket: string, Key: string) =>
    Buffer.from(
      await (await client.send(new GetObjectCommand({ Bucket, Key }))).Body!.transformToByteArray(),
    );
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(lineage.modelArtifact) ?? [];
  const bundle = ServingBundle.parse(
    JSON.parse((await read(artifactBucket, lineage.bundleKey)).toString('utf8')),
  );
  const model = readModel(firstFile(gunzipSync(await read(bucket, key))));
  const columns = bundle.contract.columns.map(({ name }) => name);
  const encode = rowEncoding(bundle.encoder, columns);
  const width = encodedNames(bundle.encoder).length;
  const reader = requestReader(bundle);
  return (rows) => {
    const { asked } = reader(rows);
    const values = Float32Array.from(
      asked.flatMap(({ values: row }) =>
        encode(row)
          .split(',')
          .map((field) => (field === '' ? NaN : Number(field))),
      ),
    );
    const predictions = predict(model, { rows: asked.length, columns: width, values });
    const answers: (number | null)[] = rows.map(() => null);
    asked.forEach(({ index }, place) => {
      answers[index] = predictions[place]!;
    });
    return answers;
  };
}

/** The only file of a model archive. */
function firstFile(tar: Buffer): Buffer {
  const size = parseInt(tar.subarray(124, 136).toString('latin1').replace(/\0.*$/, '').trim(), 8);
  return tar.subarray(BLOCK, BLOCK + size);
}
