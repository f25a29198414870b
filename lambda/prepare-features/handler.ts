import { ServingBundle } from '../../domain/features/bundle.ts';
import { artifactKeys, runKeys } from '../../domain/registry/object-keys.ts';
import { assemble } from '../../domain/runs/assemble.ts';
import { Manifest, RunPlan } from '../../domain/runs/plan.ts';
import { sortRows } from '../../domain/runs/sort-rows.ts';
import { readModel } from '../shared/definitions.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { readJson, s3Store, writeJson } from '../shared/s3-store.ts';
import { serve } from '../shared/serve.ts';
import { prepareFeatures } from './contract.ts';
import { readProfile } from './read-profile.ts';
import { readRows } from './read-rows.ts';
import type * as z from 'zod';
import type { ModelDefinition } from '../../domain/definition/model-definition.ts';
import type { ObjectStore, Registry } from '../../domain/ports.ts';
import type { Assembly } from '../../domain/runs/assemble.ts';
import type { Truth } from '../../domain/runs/truth.ts';

/** What preparation needs of the world. */
export interface PreparationPorts {
  readonly registry: Registry;
  readonly lake: ObjectStore;
  readonly artifacts: ObjectStore;
}

/** Writes all files of a run's jobs. Preparing again writes the same files again. */
export async function prepare(
  { model, runId }: z.output<typeof prepareFeatures.input>, { registry, lake, artifacts }: PreparationPorts,
): Promise<z.output<typeof prepareFeatures.output>> {
  const keys = runKeys(model, runId);
  const [[known], planned] = await Promise.all([readModel(registry, model), readJson(artifacts, keys.plan)]);
  const { definition } = known;
  const plan = RunPlan.parse(planned);
  const [manifest, champion] = await Promise.all([
    readJson(artifacts, plan.dataset.key),
    plan.champion === null ? null : readJson(artifacts, plan.champion.bundleKey),
  ]);
  const pinned = Manifest.parse(manifest);
  const [rows, profile] = await Promise.all([
    readRows(lake, pinned, definition.contract), readProfile(lake, pinned, definition.contract),
  ]);
  const sorted = sortRows(definition, rows, plan.selection);
  const bundle = champion === null ? null : ServingBundle.parse(champion);
  const assembly = assemble(definition, plan, sorted, bundle);
  await Promise.all([
    write(artifacts, keys, assembly),
    writeJson(artifacts, artifactKeys.datasetProfile(model, plan.dataset.hash), profile),
  ]);
  return { model, runId, ...readiness(definition, assembly.truth.rows), rows: assembly.truth.rows };
}

async function write(
  artifacts: ObjectStore, keys: ReturnType<typeof runKeys>, made: Assembly,
): Promise<void> {
  const smoke = made.holdoutOfChallenger.split('\n', 5).filter((line) => line !== '');
  const files: readonly (readonly [string, string])[] = [
    [keys.train, made.train],
    [keys.validation, made.validation],
    [keys.holdoutOfChallenger, made.holdoutOfChallenger],
    ...(made.holdoutOfChampion === '' ? [] : [[keys.holdoutOfChampion, made.holdoutOfChampion] as const]),
    [keys.truth, JSON.stringify(made.truth)],
    [keys.bundle, JSON.stringify(made.bundle)],
    [keys.profile, JSON.stringify(made.profile)],
    [keys.sample, JSON.stringify(made.sample)],
    [keys.holdoutSample, JSON.stringify(made.holdoutSample)],
    [keys.smoke, JSON.stringify(smoke)],
  ];
  await Promise.all(files.map(([key, body]) => artifacts.write(key, body)));
}

function readiness(
  { training, holdout, validation }: ModelDefinition, rows: Truth['rows'],
): { readonly ready: boolean; readonly note: string } {
  const counts = `${rows.train} rows to train on, ${rows.validation} to validate, ${rows.holdout} to judge on`;
  const short = rows.train < training.minimumWindowRows
    || rows.holdout < holdout.minimumRows
    || (validation.share > 0 && rows.validation === 0);
  const needs = `${training.minimumWindowRows} and ${holdout.minimumRows} are needed to train and judge`;
  return short ? { ready: false, note: `${counts}; ${needs}` } : { ready: true, note: counts };
}

export const handler = serve(prepareFeatures, (env) => ({
  registry: dynamoRegistry(env.REGISTRY_TABLE),
  lake: s3Store(env.LAKE_BUCKET),
  artifacts: s3Store(env.ARTIFACT_BUCKET),
}), prepare);
