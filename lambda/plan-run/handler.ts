import { chooseRows } from '../../domain/runs/choose-rows.ts';
import { hyperparametersOf } from '../../domain/runs/run-settings.ts';
import { acceptedObjects } from '../../domain/registry/accepted-objects.ts';
import { prefixes, sortKeys } from '../../domain/registry/keys.ts';
import { artifactKeys, runKeys } from '../../domain/registry/object-keys.ts';
import { AcceptedRecord, AliasRecord, readIfThere, readRecord } from '../../domain/registry/records.ts';
import { readModel } from '../shared/definitions.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { s3Store, writeJson } from '../shared/s3-store.ts';
import { serve } from '../shared/serve.ts';
import { planRun } from './contract.ts';
import { settingsOf } from './settings.ts';
import type * as z from 'zod';
import type { ObjectStore, Registry } from '../../domain/ports.ts';
import type { RunPlan } from '../../domain/runs/plan.ts';

/** What planning needs of the world. */
export interface PlanPorts {
  readonly registry: Registry;
  readonly artifacts: ObjectStore;
  readonly env: { readonly ARTIFACT_BUCKET: string };
}

/**
 * Pins the rows of a run and answers its settings. Planning again replaces the plan of the same
 * run.
 */
export async function plan(
  request: z.output<typeof planRun.input>, { registry, artifacts, env }: PlanPorts,
): Promise<z.output<typeof planRun.output>> {
  const { model, runId, reason, changedAt } = request;
  const [[known, alias], records] = await Promise.all([
    readModel(registry, model, sortKeys.champion), registry.list(model, prefixes.accepted),
  ]);
  const champion = readIfThere(AliasRecord, alias, 'the champion');
  const accepted = records
    .map((record) => readRecord(AcceptedRecord, record, 'an accepted object'))
    .flatMap(acceptedObjects);
  const chosen = chooseRows(known.definition, accepted, changedAt);
  const runPlan: RunPlan = {
    model, runId, reason, changedAt,
    selection: chosen.selection,
    dataset: { key: artifactKeys.dataset(model, chosen.hash), hash: chosen.hash, rows: chosen.rows },
    definitionHash: known.hash,
    image: known.imageUri,
    hyperparameters: hyperparametersOf(known.definition),
    champion: champion && {
      version: champion.version, bundleKey: champion.bundleKey, modelName: champion.modelName,
    },
  };
  await Promise.all([
    writeJson(artifacts, runPlan.dataset.key, chosen.manifest),
    writeJson(artifacts, runKeys(model, runId).plan, runPlan),
  ]);
  return settingsOf(known.definition, runPlan, env.ARTIFACT_BUCKET);
}

export const handler = serve(planRun, (env) => ({
  registry: dynamoRegistry(env.REGISTRY_TABLE),
  artifacts: s3Store(env.ARTIFACT_BUCKET),
}), plan);
