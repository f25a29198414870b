import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { reading, objectsOf } from '../data/s3-source.ts';
import type { S3Client } from '../data/s3-client.ts';
import { below, parseS3Uri } from '../data/s3-location.ts';
import { modelNamed } from '../models.ts';
import { logWriter } from '../processes/log-writer.ts';
import { startModel } from '../processes/start-model.ts';
import { transformText } from '../transform/transform-text.ts';
import type { JobContext, JobEnd } from './run-job.ts';
import type { TransformRequest } from './transform-request.ts';

/** Transforms: serves the model, sends it every record below the prefix, writes what it answers. */
export async function runTransform(context: JobContext): Promise<JobEnd> {
  const { cloud, job, baseDir, control } = context;
  // The job was made by CreateTransformJob.
  const request = job.request as unknown as TransformRequest;
  const model = modelNamed(cloud, request.ModelName);
  const { principal, s3 } = context.as(model.request.ExecutionRoleArn);
  const stream = `${job.name}/i-local-${Math.floor(cloud.world.now() / 1000)}`;
  const serving = await startModel(cloud, {
    model,
    principal,
    s3,
    baseDir,
    purpose: job.arn,
    environment: { SAGEMAKER_BATCH: 'true', ...request.Environment },
    log: logWriter(cloud, principal, '/aws/sagemaker/TransformJobs', stream),
  });
  try {
    context.enter('Transforming', 'Transforming');
    await transformAll(request, s3, serving.port, () => control.reason !== undefined);
  } finally {
    await serving.program.stop(0);
  }
  return { secondary: control.reason ?? 'Completed', outcome: {} };
}

async function transformAll(
  request: TransformRequest,
  s3: S3Client,
  port: number,
  stopped: () => boolean,
): Promise<void> {
  const source = request.TransformInput.DataSource.S3DataSource;
  const output = parseS3Uri(request.TransformOutput.S3OutputPath);
  for (const { location, path } of await objectsOf(source, s3)) {
    if (stopped()) return;
    const body = await reading(source, () => s3.read(location));
    const text =
      request.TransformInput.CompressionType === 'Gzip' ? await promisify(gunzip)(body) : body;
    const transformed = await transformText(text, request, port);
    await s3.write(below(output, `${path}.out`), transformed, {
      kmsKeyId: request.TransformOutput.KmsKeyId,
    });
  }
}
