import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packFolder } from '../data/archive.ts';
import type { S3Client } from '../data/s3-client.ts';
import { below, parseS3Uri, s3Uri } from '../data/s3-location.ts';
import { JobFailure } from '../errors.ts';
import { containerEnvironment } from '../processes/environment.ts';
import { programFor } from '../processes/images.ts';
import { logWriter } from '../processes/log-writer.ts';
import { Program } from '../processes/program.ts';
import type { Exit } from '../processes/program.ts';
import { checkPull } from '../role.ts';
import { MetricCollector } from './metrics.ts';
import type { JobContext, JobEnd } from './run-job.ts';
import { layOutTraining } from './training-layout.ts';
import type { TrainingRequest } from './training-request.ts';

/** Trains: data down, program, model up. */
export async function runTraining(context: JobContext): Promise<JobEnd> {
  const { cloud, job, baseDir, control } = context;
  // The job was made by CreateTrainingJob.
  const request = job.request as unknown as TrainingRequest;
  const image = request.AlgorithmSpecification.TrainingImage!;
  const { principal, s3 } = context.as(request.RoleArn);
  const command = programFor(cloud, image, 'train');
  checkPull(cloud, principal, image);
  context.enter('Downloading', 'Downloading input data');
  await layOutTraining(baseDir, request, s3);
  context.enter('Training', 'Training image download completed. Training in progress.');
  const metrics = new MetricCollector(
    cloud,
    principal,
    job.name,
    request.AlgorithmSpecification.MetricDefinitions,
  );
  const write = logWriter(
    cloud,
    principal,
    '/aws/sagemaker/TrainingJobs',
    `${job.name}/algo-1-${Math.floor(cloud.world.now() / 1000)}`,
  );
  const log = (line: string) => {
    write(line);
    metrics.read(line);
  };
  const env = containerEnvironment(cloud, request.EnableNetworkIsolation ? undefined : principal, {
    TRAINING_JOB_NAME: job.name,
    TRAINING_JOB_ARN: job.arn,
    SAGEMAKER_BASE_DIR: baseDir,
    ...request.Environment,
  });
  const program = new Program(cloud, { command, cwd: baseDir, env, purpose: job.arn, log });
  const exit = await control.supervise(
    program,
    request.StoppingCondition?.MaxRuntimeInSeconds ?? 86_400,
  );
  if (!control.reason && exit.code !== 0) throw await algorithmError(baseDir, exit);
  context.enter('Uploading', 'Uploading generated training model');
  const artifacts = await upload(baseDir, request, s3);
  return {
    secondary: control.reason ?? 'Completed',
    outcome: {
      ...artifacts,
      FinalMetricDataList: metrics.final,
      TrainingTimeInSeconds: secondsSince(context),
      BillableTimeInSeconds: secondsSince(context),
    },
  };
}

function secondsSince({ cloud, job }: JobContext): number {
  return Math.max(1, Math.ceil((cloud.world.now() - (job.started ?? job.created)) / 1000));
}

/** What a container writes into `output/failure` is the reason of its failure. */
async function algorithmError(baseDir: string, { code, signal }: Exit): Promise<JobFailure> {
  const text = await readFile(join(baseDir, 'output/failure'), 'utf8').catch(() => '');
  const status = `exit code: ${code ?? `128 (${signal})`}`;
  return new JobFailure(
    `AlgorithmError: ${text.trim() === '' ? 'See job logs for more information' : text.trim()}, ${status}`,
  );
}

async function upload(
  baseDir: string,
  request: TrainingRequest,
  s3: S3Client,
): Promise<Record<string, unknown>> {
  const { S3OutputPath, KmsKeyId } = request.OutputDataConfig;
  const folder = below(parseS3Uri(S3OutputPath), `${request.TrainingJobName}/output/`);
  const model = below(folder, 'model.tar.gz');
  const archives = [
    [model, 'model'],
    [below(folder, 'output.tar.gz'), 'output/data'],
  ] as const;
  for (const [location, source] of archives) {
    const archive = await packFolder(join(baseDir, source));
    if (archive) await s3.write(location, archive, { kmsKeyId: KmsKeyId });
  }
  return { ModelArtifacts: { S3ModelArtifacts: s3Uri(model) } };
}
