import { setTimeout as pause } from 'node:timers/promises';
import {
  CreateEndpointCommand, CreateEndpointConfigCommand, DeleteEndpointCommand, DeleteEndpointConfigCommand,
  DeleteModelCommand, DescribeEndpointCommand, SageMakerClient, paginateListEndpointConfigs,
  paginateListEndpoints, paginateListModels,
} from '@aws-sdk/client-sagemaker';
import type { ProductionVariant } from '@aws-sdk/client-sagemaker';
import type { EndpointPlan, Endpoints } from './ports.ts';

/**
 * The only variant of our endpoints. It never changes its name: blue/green deployments need the
 * same one.
 */
const VARIANT = 'AllTraffic';
const ATTEMPTS = 5;
const LOOKS = 54;
const LOOK_MILLIS = 5000;

const client = new SageMakerClient({});

/** Endpoints on SageMaker. */
export function sagemakerEndpoints(sagemaker: SageMakerClient = client): Endpoints {
  return {
    create: async (plan) => {
      await unlessThere(() => sagemaker.send(new CreateEndpointConfigCommand({
        EndpointConfigName: plan.configName, ProductionVariants: [variant(plan)],
      })));
      await afterConfig(() => unlessThere(() => sagemaker.send(new CreateEndpointCommand({
        EndpointName: plan.endpointName, EndpointConfigName: plan.configName,
      }))));
    },
    describe: async (endpointName) => {
      const command = new DescribeEndpointCommand({ EndpointName: endpointName });
      const found = await ifThere(() => sagemaker.send(command));
      return found && {
        status: found.EndpointStatus ?? 'Unknown',
        configName: found.EndpointConfigName,
        failureReason: found.FailureReason,
        pending: found.PendingDeploymentSummary !== undefined,
      };
    },
    remove: async ({ endpointName, configName, modelName }) => {
      if (endpointName) {
        const command = new DeleteEndpointCommand({ EndpointName: endpointName });
        const found = await ifThere(() => sagemaker.send(command));
        if (found !== null) await untilGone(sagemaker, endpointName);
      }
      if (configName) {
        const command = new DeleteEndpointConfigCommand({ EndpointConfigName: configName });
        await ifThere(() => sagemaker.send(command));
      }
      if (modelName) await ifThere(() => sagemaker.send(new DeleteModelCommand({ ModelName: modelName })));
    },
    find: async (prefix) => ({
      endpoints: await named(paginateListEndpoints({ client: sagemaker }, { NameContains: prefix }),
        (page) => page.Endpoints?.map((each) => each.EndpointName), prefix),
      configs: await named(paginateListEndpointConfigs({ client: sagemaker }, { NameContains: prefix }),
        (page) => page.EndpointConfigs?.map((each) => each.EndpointConfigName), prefix),
      models: await named(paginateListModels({ client: sagemaker }, { NameContains: prefix }),
        (page) => page.Models?.map((each) => each.ModelName), prefix),
    }),
  };
}

/**
 * Deletion takes a while, and a name is free only after it. Waits up to four minutes, then lets the
 * next call fail.
 */
async function untilGone(sagemaker: SageMakerClient, EndpointName: string): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    const found = await ifThere(() => sagemaker.send(new DescribeEndpointCommand({ EndpointName })));
    if (found === null) return;
    await pause(Math.min(100 * 2 ** look, LOOK_MILLIS));
  }
}

function variant({ modelName, serving }: EndpointPlan): ProductionVariant {
  const common = { VariantName: VARIANT, ModelName: modelName };
  return serving.mode === 'serverless'
    ? {
      ...common,
      ServerlessConfig: { MemorySizeInMB: serving.memoryMb, MaxConcurrency: serving.maxConcurrency },
    }
    : {
      ...common,
      InstanceType: serving.instanceType as NonNullable<ProductionVariant['InstanceType']>,
      InitialInstanceCount: serving.count,
      InitialVariantWeight: 1,
    };
}

async function named<Page>(
  pages: AsyncIterable<Page>, namesOf: (page: Page) => (string | undefined)[] | undefined, prefix: string,
): Promise<string[]> {
  const names: string[] = [];
  for await (const page of pages) names.push(...(namesOf(page) ?? []).filter((name) => name !== undefined));
  return names.filter((name) => name.startsWith(prefix));
}

function says(error: unknown, pattern: RegExp): boolean {
  return error instanceof Error && pattern.test(error.message);
}

/** SageMaker has no error of its own for names in use: a ValidationException says so. */
async function unlessThere(create: () => Promise<unknown>): Promise<void> {
  try {
    await create();
  } catch (error) {
    if (!says(error, /already exist/i)) throw error;
  }
}

/** Nor one for what is not there. */
async function ifThere<T>(act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    if (says(error, /could not find|does not exist|not found/i)) return null;
    throw error;
  }
}

/** A config that was just made may not be seen yet. */
async function afterConfig(create: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await create();
    } catch (error) {
      if (attempt === ATTEMPTS || !says(error, /could not find endpoint configuration/i)) throw error;
      await pause(200 * 2 ** attempt);
    }
  }
}
