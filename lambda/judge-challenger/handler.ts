import { Evaluation } from '../../domain/evaluation/evaluation.ts';
import { judge } from '../../domain/evaluation/judge.ts';
import { runKeys } from '../../domain/registry/object-keys.ts';
import { readModel } from '../shared/definitions.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { readJson, s3Store, writeJson } from '../shared/s3-store.ts';
import { serve } from '../shared/serve.ts';
import { judgeChallenger } from './contract.ts';
import type * as z from 'zod';
import type { ObjectStore, Registry } from '../../domain/ports.ts';

/** What judging needs of the world. */
export interface JudgingPorts {
  readonly registry: Registry;
  readonly artifacts: ObjectStore;
}

/** Puts the evaluation of a run through the gates of its model. */
export async function judgeRun(
  { model, runId }: z.output<typeof judgeChallenger.input>, { registry, artifacts }: JudgingPorts,
): Promise<z.output<typeof judgeChallenger.output>> {
  const keys = runKeys(model, runId);
  const [[{ definition }], evaluation] = await Promise.all([
    readModel(registry, model), readJson(artifacts, keys.evaluation),
  ]);
  const judgement = judge(definition.gates, Evaluation.parse(evaluation));
  await writeJson(artifacts, keys.judgement, judgement);
  return { model, runId, passed: judgement.passed, reason: judgement.reason };
}

export const handler = serve(judgeChallenger, (env) => ({
  registry: dynamoRegistry(env.REGISTRY_TABLE),
  artifacts: s3Store(env.ARTIFACT_BUCKET),
}), judgeRun);
