/** A large upload is judged in pieces by the deployed state machine, as one function judges a small one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Receipt } from '../../domain/contract/receipt.ts';
import { largeFrom } from './support/edits.ts';
import {
  copyOfAssembly,
  customers,
  editTemplate,
  machineNamed,
  platformValue,
  records,
  startJourney,
  upload,
} from './support/local-cloud.ts';
import type { Journey } from './support/local-cloud.ts';

let folder: string;
let journey: Journey;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'large-uploads-'));
  const assembly = await copyOfAssembly(folder);
  editTemplate(assembly, 'perennial-platform', largeFrom(200_000, 150_000));
  journey = await startJourney(folder, assembly);
});
afterAll(async () => {
  await journey.stop();
  rmSync(folder, { recursive: true, force: true });
});

const of = (prefix: string) => records(journey.connection, prefix);

function s3(): S3Client {
  return new S3Client({ ...journey.connection.settings, forcePathStyle: true });
}

async function text(bucket: string, Key: string): Promise<string> {
  const Bucket = await platformValue(journey.connection, bucket);
  return await (await s3().send(new GetObjectCommand({ Bucket, Key }))).Body!.transformToString();
}

async function keys(Prefix: string): Promise<readonly string[]> {
  const Bucket = await platformValue(journey.connection, 'lake-bucket');
  const { Contents = [] } = await s3().send(new ListObjectsV2Command({ Bucket, Prefix }));
  return Contents.map(({ Key }) => Key!);
}

/** States of the executions that judged large uploads. */
async function executions(): Promise<readonly string[]> {
  const client = new SFNClient(journey.connection.settings);
  const stateMachineArn = await machineNamed('large-uploads-perennial', journey.connection);
  const { executions: found = [] } = await client.send(
    new ListExecutionsCommand({ stateMachineArn }),
  );
  const told = await Promise.all(
    found.map(({ executionArn }) => client.send(new DescribeExecutionCommand({ executionArn }))),
  );
  return told.map(({ status, cause }) => `${status}${cause ? `: ${cause}` : ''}`);
}

const [header = '', ...rows] = customers.trimEnd().split('\n');
/** Every hundredth row has a value that is none. */
const spoilt = [
  header,
  ...rows.map((row, index) => (index % 100 === 50 ? row.replace(/,\d+,/, ',many,') : row)),
];

describe('a large upload', { shuffle: false }, () => {
  test('is judged in pieces: its rows lie in several objects, its refused rows in one', async () => {
    await upload(journey.connection, 'large.csv', spoilt.join('\n'));
    await journey.pass(1);
    expect(await executions()).toEqual(['SUCCEEDED']);
    const receipt = JSON.parse(
      await text('landing-bucket', 'receipts/churn/data/large.csv.json'),
    ) as Receipt;
    const refused = spoilt.filter((line) => line.includes(',many,')).length;
    expect(receipt).toMatchObject({
      status: 'accepted',
      rows: { read: rows.length, refused, accepted: rows.length - refused },
      objects: 7,
    });
    expect(await keys('accepted/churn/')).toHaveLength(7);
    const quarantine = await text('lake-bucket', receipt.quarantineKey!);
    const lines = quarantine
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { line: number }).line);
    expect(lines).toEqual(
      spoilt.flatMap((line, index) => (line.includes(',many,') ? [index + 1] : [])),
    );
    expect(await of('COUNTERS')).toMatchObject([
      { acceptedRows: rows.length - refused, uploads: 1 },
    ]);
  });

  test('trains a model on the rows of all its objects', async () => {
    await journey.pass(30);
    const [run] = await of('RUN#');
    expect(run).toMatchObject({ version: 1 });
    const [version] = await of('VERSION#');
    expect(version).toMatchObject({
      lineage: {
        dataset: { rows: rows.length - spoilt.filter((line) => line.includes(',many,')).length },
      },
    });
  });

  test('is refused whole, and leaves no rows behind', async () => {
    const before = await keys('accepted/');
    await upload(journey.connection, 'broken.csv', `${spoilt.join('\n')}\n"x"y\n`);
    await upload(journey.connection, 'same.csv', spoilt.join('\n'));
    await journey.pass(1);
    expect(await executions()).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
    const codes = (await of('UPLOAD#')).map(({ code }) => code);
    expect(codes.sort()).toEqual(['Accepted', 'SameContent', 'TextAfterQuote']);
    expect(await keys('accepted/')).toEqual(before);
  });
});
