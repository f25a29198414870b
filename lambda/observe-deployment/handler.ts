import * as z from 'zod';
import { classesOf } from '../../domain/definition/model-definition.ts';
import { compareAnswers, judgeEndpoint } from '../../domain/delivery/judge-endpoint.ts';
import { hasCode } from '../../domain/errors.ts';
import { parsePredictions, widthOf } from '../../domain/evaluation/outcome.ts';
import { runKeys } from '../../domain/registry/object-keys.ts';
import { readModel } from '../shared/definitions.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { readJson, readText, s3Store } from '../shared/s3-store.ts';
import { sagemakerEndpoints } from '../shared/sagemaker-endpoints.ts';
import { sagemakerInference } from '../shared/sagemaker-inference.ts';
import { serve } from '../shared/serve.ts';
import { observeDeployment } from './contract.ts';
import type { ObjectStore, Registry } from '../../domain/ports.ts';
import type { EndpointVerdict } from '../../domain/delivery/judge-endpoint.ts';
import type { Endpoints, Inference } from '../shared/ports.ts';

/** What observation needs of the world. */
export interface ObservationPorts {
  readonly registry: Registry;
  readonly artifacts: ObjectStore;
  readonly endpoints: Endpoints;
  readonly inference: Inference;
}

type Request = z.output<typeof observeDeployment.input>;

/** Looks at a deployment; once it is in service, asks it for rows whose answers are known. */
export async function observe(
  request: Request, ports: ObservationPorts,
): Promise<z.output<typeof observeDeployment.output>> {
  const observed = await ports.endpoints.describe(request.endpointName);
  const verdict = judgeEndpoint(observed, request.endpointConfigName);
  return { ...request, ...(verdict.status === 'ready' ? await smokeTest(request, ports) : verdict) };
}

async function smokeTest(
  { model, runId, endpointName }: Request, ports: ObservationPorts,
): Promise<EndpointVerdict> {
  const keys = runKeys(model, runId);
  const [[{ definition }], lines, answers] = await Promise.all([
    readModel(ports.registry, model), readJson(ports.artifacts, keys.smoke),
    readText(ports.artifacts, keys.predictionsOfChallenger),
  ]);
  const rows = z.array(z.string()).parse(lines);
  const width = widthOf(definition.task, classesOf(definition).length);
  const given = await ports.inference.ask(endpointName, rows.join('\n'));
  const known = answers.split(/[,\r\n]+/, rows.length * width).join('\n');
  try {
    const difference = compareAnswers(
      parsePredictions(known, rows.length, width), parsePredictions(given, rows.length, width),
    );
    if (difference !== null) return { status: 'failed', reason: difference };
  } catch (error) {
    if (!hasCode(error, 'NotAPrediction', 'LengthMismatch')) throw error;
    return { status: 'failed', reason: `the endpoint's answer cannot be read: ${error.message}` };
  }
  return { status: 'ready', reason: `the endpoint answers ${rows.length} holdout rows as evaluated` };
}

export const handler = serve(observeDeployment, (env) => ({
  registry: dynamoRegistry(env.REGISTRY_TABLE),
  artifacts: s3Store(env.ARTIFACT_BUCKET),
  endpoints: sagemakerEndpoints(),
  inference: sagemakerInference(),
}), observe);
