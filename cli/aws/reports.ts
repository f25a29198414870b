import { GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { CheckReport } from '../../domain/report/check-report.ts';
import { CliError } from '../errors.ts';
import type { Connection } from './connection.ts';
import { ModelRecords } from './model-records.ts';

/** A report and where it lies. */
export interface FoundReport {
  readonly report: CheckReport;
  readonly bucket: string;
  readonly key: string;
}

/**
 * The report of the newest check of a model. Throws `NotFound` where there is none yet,
 * `Unsuitable` where another version wrote it.
 */
export async function newestReport(model: string, connection: Connection): Promise<FoundReport> {
  const records = await ModelRecords.open(connection);
  const { health, definition } = await records.state(model);
  if (health === null) {
    const { everyHours } = definition.definition.monitors;
    throw new CliError(
      'NotFound',
      `'${model}' was not checked yet: it is every ${everyHours} hours, once a version serves`,
      `perennial status ${model}`,
    );
  }
  const { artifactBucket: bucket } = records.platform;
  const key = health.reportKey;
  const { data: report } = CheckReport.safeParse(JSON.parse(await read(bucket, key, connection)));
  if (report === undefined) {
    throw new CliError(
      'Unsuitable',
      `the report of ${health.at} was written by another version of the platform: the next check writes one`,
      `perennial status ${model}`,
    );
  }
  return { report, bucket, key };
}

async function read(Bucket: string, Key: string, { settings }: Connection): Promise<string> {
  try {
    const { Body } = await new S3Client(settings).send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToString()) ?? '';
  } catch (error) {
    if (!(error instanceof NoSuchKey)) throw error;
    throw new CliError(
      'NotFound',
      `the report 's3://${Bucket}/${Key}' is gone`,
      'perennial status',
      {
        cause: error,
      },
    );
  }
}
