import * as z from 'zod';
import { classesOf } from '../../domain/definition/model-definition.ts';
import { ServingBundle } from '../../domain/features/bundle.ts';
import { fitEstimator } from '../../domain/estimation/estimator.ts';
import { Evaluation } from '../../domain/evaluation/evaluation.ts';
import { parsePredictions, widthOf } from '../../domain/evaluation/outcome.ts';
import { ReferenceSample, RowSample, rowsOf } from '../../domain/monitoring/row-sample.ts';
import { predictionProfile } from '../../domain/monitoring/prediction-profile.ts';
import { FeatureProfile } from '../../domain/profile/profile.ts';
import { Truth } from '../../domain/runs/truth.ts';
import { artifactKeys, runKeys } from '../../domain/registry/object-keys.ts';
import { readModel } from '../shared/definitions.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { readJson, readText, s3Store, writeJson } from '../shared/s3-store.ts';
import { serve } from '../shared/serve.ts';
import { buildBaseline } from './contract.ts';
import type { ModelDefinition } from '../../domain/definition/model-definition.ts';
import type { Prediction } from '../../domain/evaluation/outcome.ts';
import type { Baseline } from '../../domain/monitoring/baseline.ts';
import type { ObjectStore, Registry } from '../../domain/ports.ts';

/** What building a baseline needs of the world. */
export interface BaselinePorts {
  readonly registry: Registry;
  readonly artifacts: ObjectStore;
}

/** Writes the baseline of a version from what its run has left. */
export async function pinBaseline(
  { model, runId, version }: z.output<typeof buildBaseline.input>, { registry, artifacts }: BaselinePorts,
): Promise<z.output<typeof buildBaseline.output>> {
  const keys = runKeys(model, runId);
  const [
    [{ definition }], bundle, profile, sample, held, truth, evaluationJson, answers,
  ] = await Promise.all([
    readModel(registry, model), readJson(artifacts, keys.bundle), readJson(artifacts, keys.profile),
    readJson(artifacts, keys.sample), readJson(artifacts, keys.holdoutSample),
    readJson(artifacts, keys.truth),
    readJson(artifacts, keys.evaluation), readText(artifacts, keys.predictionsOfChallenger),
  ]);
  const evaluation = Evaluation.parse(evaluationJson);
  const width = widthOf(definition.task, classesOf(definition).length);
  const watched = definition.monitors.quality?.metric;
  const predictions = parsePredictions(answers, evaluation.rows, width);
  const baseline: Baseline = {
    version,
    inputs: ServingBundle.parse(bundle).encoder.features.map(({ feature }) => feature),
    features: z.array(FeatureProfile).parse(profile),
    sample: ReferenceSample.parse(sample),
    ...seasonOf(definition),
    ...estimatorOf(definition, RowSample.parse(held), Truth.parse(truth).labels, predictions),
    predictions: predictionProfile(predictions),
    reference: watched === undefined ? null : evaluation.challenger[watched] ?? null,
  };
  const baselineKey = artifactKeys.baseline(model, version);
  await writeJson(artifacts, baselineKey, baseline);
  return { model, runId, version, baselineKey };
}

/** Learns errors from the sampled rows of the holdout, where errors are watched. */
function estimatorOf(
  { task, monitors }: ModelDefinition, held: RowSample,
  labels: readonly number[], predictions: readonly Prediction[],
): Pick<Baseline, 'estimator'> {
  const metric = monitors.quality?.metric;
  if (metric === undefined) return {};
  const rows = rowsOf([held]).map(([number, ...values]) => ({ number: number!, values }));
  const estimator = fitEstimator({
    task, metric,
    rows: rows.map(({ number, values }) => ({ values, prediction: predictions[number]! })),
    truths: rows.map(({ number }) => labels[number]!),
  });
  return estimator === null ? {} : { estimator };
}

function seasonOf({ contract, monitors }: ModelDefinition): Pick<Baseline, 'season'> {
  const { compareWith } = monitors.drift;
  const column = contract.timeColumn;
  return compareWith === 'all' || column === undefined ? {} : { season: { compareWith, column } };
}

export const handler = serve(buildBaseline, (env) => ({
  registry: dynamoRegistry(env.REGISTRY_TABLE),
  artifacts: s3Store(env.ARTIFACT_BUCKET),
}), pinBaseline);
