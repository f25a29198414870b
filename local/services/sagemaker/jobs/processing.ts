import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { filesBelow } from '../data/archive.ts';
import type { S3Client } from '../data/s3-client.ts';
import { below, parseS3Uri } from '../data/s3-location.ts';
import { objectsOf, reading } from '../data/s3-source.ts';
import { JobFailure } from '../errors.ts';
import { containerEnvironment } from '../processes/environment.ts';
import { programFor } from '../processes/images.ts';
import { logWriter } from '../processes/log-writer.ts';
import { Program } from '../processes/program.ts';
import { checkPull } from '../role.ts';
import type { ProcessingRequest } from './processing-request.ts';
import type { JobContext, JobEnd } from './run-job.ts';

/**
 * Processes: inputs down, program, outputs up. `/opt/ml` of the container is `$SAGEMAKER_BASE_DIR`.
 */
export async function runProcessing(context: JobContext): Promise<JobEnd> {
  const { cloud, job, baseDir, control } = context;
  // The job was made by CreateProcessingJob.
  const request = job.request as unknown as ProcessingRequest;
  const { ImageUri, ContainerArguments = [] } = request.AppSpecification;
  const { principal, s3 } = context.as(request.RoleArn);
  const command = [...programFor(cloud, ImageUri, 'process'), ...ContainerArguments];
  checkPull(cloud, principal, ImageUri);
  context.enter('Downloading', 'Downloading input data');
  await layOut(baseDir, request, s3);
  context.enter('Processing', 'Processing');
  const stream = `${job.name}/algo-1-${Math.floor(cloud.world.now() / 1000)}`;
  const env = containerEnvironment(
    cloud,
    request.NetworkConfig?.EnableNetworkIsolation ? undefined : principal,
    { PROCESSING_JOB_NAME: job.name, SAGEMAKER_BASE_DIR: baseDir, ...request.Environment },
  );
  const log = logWriter(cloud, principal, '/aws/sagemaker/ProcessingJobs', stream);
  const program = new Program(cloud, { command, cwd: baseDir, env, purpose: job.arn, log });
  const exit = await control.supervise(
    program,
    request.StoppingCondition?.MaxRuntimeInSeconds ?? 86_400,
  );
  const message = await readFile(join(baseDir, 'output/message'), 'utf8').catch(() => undefined);
  if (!control.reason && exit.code !== 0) {
    throw new JobFailure(
      `AlgorithmError: ${message ?? 'See job logs for more information'}, exit code: ${exit.code}`,
    );
  }
  await upload(baseDir, request, s3);
  return {
    secondary: control.reason ?? 'Completed',
    outcome: message === undefined ? {} : { ExitMessage: message },
  };
}

/** A path of the container in the job's folder. */
function inside(baseDir: string, containerPath: string): string {
  return join(baseDir, containerPath.replace(/^\/opt\/ml\/?/, ''));
}

async function layOut(baseDir: string, request: ProcessingRequest, s3: S3Client): Promise<void> {
  for (const folder of ['config', 'output'])
    await mkdir(join(baseDir, folder), { recursive: true });
  const { ClusterConfig } = request.ProcessingResources;
  const hosts = {
    current_host: 'algo-1',
    hosts: ['algo-1'],
    current_instance_type: ClusterConfig.InstanceType,
  };
  await writeFile(join(baseDir, 'config/resourceconfig.json'), JSON.stringify(hosts));
  await writeFile(join(baseDir, 'config/processingjobconfig.json'), JSON.stringify(request));
  for (const { InputName, S3Input } of request.ProcessingInputs ?? []) {
    if (!S3Input) continue;
    const folder = inside(baseDir, S3Input.LocalPath ?? `processing/input/${InputName}`);
    for (const { location, path } of await objectsOf(S3Input, s3)) {
      await reading(S3Input, () => s3.download(location, join(folder, path)));
    }
  }
  for (const { OutputName, S3Output } of request.ProcessingOutputConfig?.Outputs ?? []) {
    await mkdir(inside(baseDir, S3Output?.LocalPath ?? `processing/output/${OutputName}`), {
      recursive: true,
    });
  }
}

async function upload(baseDir: string, request: ProcessingRequest, s3: S3Client): Promise<void> {
  const { Outputs = [], KmsKeyId } = request.ProcessingOutputConfig ?? {};
  for (const { OutputName, S3Output } of Outputs) {
    if (!S3Output) continue;
    const folder = inside(baseDir, S3Output.LocalPath ?? `processing/output/${OutputName}`);
    for (const file of await filesBelow(folder)) {
      const path = relative(folder, file).replaceAll('\\', '/');
      await s3.write(below(parseS3Uri(S3Output.S3Uri), path), await readFile(file), {
        kmsKeyId: KmsKeyId,
      });
    }
  }
}
