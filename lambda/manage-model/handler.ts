import { DomainError } from '../../domain/errors.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { sagemakerEndpoints } from '../shared/sagemaker-endpoints.ts';
import { embeddedMeter } from '../shared/meter.ts';
import { serve } from '../shared/serve.ts';
import { stepFunctions } from '../shared/step-functions.ts';
import { systemClock } from '../shared/system-clock.ts';
import { LambdaError } from '../errors.ts';
import { ModelProperties, manageModel } from './contract.ts';
import { define, readProperties } from './define.ts';
import { respond } from './respond.ts';
import { tearDown } from './tear-down.ts';
import type * as z from 'zod';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { Clock, Registry } from '../../domain/ports.ts';
import type { Endpoints, Executions } from '../shared/ports.ts';
import type { Meter } from '../shared/meter.ts';
import type { Respond } from './respond.ts';

/** What managing a model needs of the world. */
export interface ManagementPorts {
  readonly registry: Registry;
  readonly executions: Executions;
  readonly endpoints: Endpoints;
  readonly respond: Respond;
  readonly meter: Meter;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'error'>;
}

type Request = z.output<typeof manageModel.input>;
type Answer = z.output<typeof manageModel.output>;

/**
 * Carries out a request of CloudFormation and answers it, whatever happens: a custom resource that
 * does not answer blocks its stack for an hour. A failed deletion is told as such, with what is
 * left.
 */
export async function manage(request: Request, ports: ManagementPorts): Promise<Answer> {
  const fallback = request.PhysicalResourceId ?? `failed-${request.LogicalResourceId}`;
  try {
    const physicalResourceId = await carryOut(request, fallback, ports);
    await ports.respond(request, { status: 'SUCCESS', physicalResourceId, reason: '' });
    return { physicalResourceId, status: 'SUCCESS' };
  } catch (error) {
    if (error instanceof LambdaError && error.code === 'CallbackFailed') throw error;
    const reason = error instanceof DomainError ? `${error.code}: ${error.message}` : String(error);
    ports.log.error('a model could not be managed', reason);
    await ports.respond(request, { status: 'FAILED', physicalResourceId: fallback, reason });
    return { physicalResourceId: fallback, status: 'FAILED' };
  }
}

async function carryOut(request: Request, fallback: string, ports: ManagementPorts): Promise<string> {
  // The deletion of a resource whose creation failed: nothing was made.
  if (request.RequestType === 'Delete' && !fallback.startsWith('model-')) return fallback;
  const properties = readProperties(ModelProperties, request.ResourceProperties);
  return request.RequestType === 'Delete' ? await tearDown(properties, ports) : await define(properties, ports);
}

export const handler = serve(manageModel, (env) => ({
  registry: dynamoRegistry(env.REGISTRY_TABLE),
  executions: stepFunctions(),
  endpoints: sagemakerEndpoints(),
  respond,
  meter: embeddedMeter(systemClock),
}), manage);
