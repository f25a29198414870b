import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cloud, RolePrincipal } from '../../../kernel/index.ts';
import { unpackInto } from '../data/archive.ts';
import type { S3Client } from '../data/s3-client.ts';
import { parseS3Uri } from '../data/s3-location.ts';
import { reading } from '../data/s3-source.ts';
import { JobFailure } from '../errors.ts';
import { containerOf } from '../models.ts';
import type { Model } from '../models.ts';
import { checkPull } from '../role.ts';
import { programFor } from './images.ts';
import { startServing } from './serving-program.ts';
import type { ServingProgram } from './serving-program.ts';

/** How a model is started. */
export interface StartModelOptions {
  readonly model: Model;
  readonly principal: RolePrincipal;
  readonly s3: S3Client;
  readonly baseDir: string;
  readonly purpose: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
}

/** Fetches a model's archive and starts the program of its image; resolves when it is healthy. */
export async function startModel(
  cloud: Cloud,
  options: StartModelOptions,
): Promise<ServingProgram> {
  const { model, principal, s3, baseDir } = options;
  const container = containerOf(model);
  if (container.Image === undefined)
    throw new JobFailure(`ClientError: the model ${model.name} names no image`);
  const command = programFor(cloud, container.Image, 'serve');
  checkPull(cloud, principal, container.Image);
  const folder = join(baseDir, 'model');
  await mkdir(folder, { recursive: true });
  const { ModelDataUrl } = container;
  if (ModelDataUrl !== undefined) {
    const archive = await reading({ S3Uri: ModelDataUrl }, () => s3.read(parseS3Uri(ModelDataUrl)));
    await unpackInto(archive, folder);
  }
  return startServing(cloud, {
    command,
    baseDir,
    purpose: options.purpose,
    log: options.log,
    environment: { ...container.Environment, ...options.environment },
    principal: model.request.EnableNetworkIsolation ? undefined : principal,
  });
}
