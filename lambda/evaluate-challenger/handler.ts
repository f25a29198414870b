import { seededChance } from '../../domain/chance/seeded.ts';
import { classesOf } from '../../domain/definition/model-definition.ts';
import { evaluate } from '../../domain/evaluation/evaluate.ts';
import { outcomeOf, parsePredictions, widthOf } from '../../domain/evaluation/outcome.ts';
import { runKeys } from '../../domain/registry/object-keys.ts';
import { RunPlan } from '../../domain/runs/plan.ts';
import { Truth } from '../../domain/runs/truth.ts';
import { readModel } from '../shared/definitions.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { readJson, readText, s3Store, writeJson } from '../shared/s3-store.ts';
import { serve } from '../shared/serve.ts';
import { evaluateChallenger } from './contract.ts';
import type * as z from 'zod';
import type { Evaluation } from '../../domain/evaluation/evaluation.ts';
import type { Outcome, Prediction } from '../../domain/evaluation/outcome.ts';
import type { ObjectStore, Registry } from '../../domain/ports.ts';

/** What evaluation needs of the world. */
export interface EvaluationPorts {
  readonly registry: Registry;
  readonly artifacts: ObjectStore;
}

type Scores = Readonly<Record<string, number>>;

/**
 * Reads what the transform jobs answered and measures it. The same run gives the same evaluation,
 * resamples included.
 */
export async function measure(
  { model, runId }: z.output<typeof evaluateChallenger.input>, { registry, artifacts }: EvaluationPorts,
): Promise<z.output<typeof evaluateChallenger.output>> {
  const keys = runKeys(model, runId);
  const [[{ definition }], truthJson, planJson] = await Promise.all([
    readModel(registry, model), readJson(artifacts, keys.truth), readJson(artifacts, keys.plan),
  ]);
  const truth = Truth.parse(truthJson);
  const { task } = definition;
  const { labels } = truth;
  const width = widthOf(task, classesOf(definition).length);
  const outcomes = (predictions: readonly Prediction[]): Outcome[] =>
    labels.map((label, row) => outcomeOf(task, label, predictions[row]!));
  const read = async (key: string): Promise<Outcome[]> =>
    outcomes(parsePredictions(await readText(artifacts, key), labels.length, width));
  const hasChampion = RunPlan.parse(planJson).champion !== null;
  const [challenger, champion] = await Promise.all([
    read(keys.predictionsOfChallenger), hasChampion ? read(keys.predictionsOfChampion) : undefined,
  ]);
  const naive = outcomes(labels.map(() => truth.naive));
  const contest = { challenger, champion, naive, groups: truth.groups };
  const evaluation: Evaluation = { model, runId, ...evaluate(definition, contest, seededChance(runId)) };
  await writeJson(artifacts, keys.evaluation, evaluation);
  return {
    model, runId, rows: evaluation.rows,
    challenger: brief(evaluation.challenger),
    champion: evaluation.champion && brief(evaluation.champion),
  };
}

function brief(scores: Evaluation['challenger']): Scores {
  return Object.fromEntries(
    Object.entries(scores).filter((entry): entry is [string, number] => entry[1] !== null),
  );
}

export const handler = serve(evaluateChallenger, (env) => ({
  registry: dynamoRegistry(env.REGISTRY_TABLE),
  artifacts: s3Store(env.ARTIFACT_BUCKET),
}), measure);
