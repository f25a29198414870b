import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cloud } from '../../../kernel/index.ts';
import { variantsOf } from '../configs.ts';
import type { EndpointConfig } from '../configs.ts';
import { s3As } from '../data/s3-client.ts';
import { containerOf, modelNamed } from '../models.ts';
import { logWriter } from '../processes/log-writer.ts';
import type { ServingProgram } from '../processes/serving-program.ts';
import { startModel } from '../processes/start-model.ts';
import { serviceSession } from '../role.ts';

/** The programs that serve an endpoint, one per variant. */
export interface Fleet {
  /** Name of the configuration they were started by. */
  readonly config: string;
  readonly variants: ReadonlyMap<string, ServingProgram>;
  /** Images by variant. */
  readonly images: ReadonlyMap<string, string>;
  readonly end: () => Promise<void>;
}

/**
 * Starts a program per variant. When one cannot be started, all are ended and the reason is thrown.
 */
export async function startFleet(
  cloud: Cloud,
  endpoint: { readonly name: string; readonly arn: string },
  config: EndpointConfig,
): Promise<Fleet> {
  const folder = join(
    cloud.dataDir,
    'sagemaker',
    'endpoints',
    `${endpoint.name}-${cloud.world.uuid()}`,
  );
  const variants = new Map<string, ServingProgram>();
  const images = new Map<string, string>();
  const end = async () => {
    await Promise.all([...variants.values()].map(({ program }) => program.stop(0)));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    for (const { VariantName, ModelName } of variantsOf(config.request)) {
      const model = modelNamed(cloud, ModelName);
      const principal = serviceSession(cloud, model.request.ExecutionRoleArn, endpoint.arn);
      images.set(VariantName, containerOf(model).Image ?? '');
      variants.set(
        VariantName,
        await startModel(cloud, {
          model,
          principal,
          s3: s3As(cloud, principal),
          baseDir: join(folder, VariantName),
          purpose: endpoint.arn,
          log: logWriter(
            cloud,
            principal,
            `/aws/sagemaker/Endpoints/${endpoint.name}`,
            `${VariantName}/i-local`,
          ),
        }),
      );
    }
    return { config: config.name, variants, images, end };
  } catch (error) {
    await end();
    throw error;
  }
}
