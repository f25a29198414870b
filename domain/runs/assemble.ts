import { classesOf } from '../definition/model-definition.ts';
import { rowEncoding } from '../features/encode-row.ts';
import { EncoderFitter } from '../features/fit-encoder.ts';
import { labelOf } from '../features/label.ts';
import { sampleHoldout, sampleReference } from '../monitoring/sampled-values.ts';
import { profileOf } from '../profile/profile.ts';
import { naivePrediction } from './truth.ts';
import type { ModelDefinition } from '../definition/model-definition.ts';
import type { ReferenceSample, RowSample } from '../monitoring/row-sample.ts';
import type { ServingBundle } from '../features/bundle.ts';
import type { FeatureProfile, RowSeason } from '../profile/profile.ts';
import type { RunPlan } from './plan.ts';
import type { SortedRows } from './sort-rows.ts';
import type { Truth } from './truth.ts';

/** The files of a run's jobs, ready to be written. */
export interface Assembly {
  readonly train: string;
  readonly validation: string;
  readonly holdoutOfChallenger: string;
  /** Empty without a champion. */
  readonly holdoutOfChampion: string;
  readonly bundle: ServingBundle;
  readonly truth: Truth;
  readonly profile: readonly FeatureProfile[];
  readonly sample: ReferenceSample;
  readonly holdoutSample: RowSample;
}

/**
 * Fits the encoder on the training side and encodes all sides; the holdout once more as the champion wants
 * it.
 */
export function assemble(
  definition: ModelDefinition, plan: RunPlan, sorted: SortedRows, champion: ServingBundle | null,
): Assembly {
  const columns = definition.contract.columns.map((column) => column.name);
  const label = labelOf(definition.target, columns);
  const labelled = (rows: SortedRows['train']): SortedRows['train'] => rows.filter((row) => !Number.isNaN(label(row)));
  const [train, validation, holdout] = [sorted.train, sorted.validation, sorted.holdout].map(labelled);
  const bundle: ServingBundle = {
    task: definition.task,
    target: definition.target,
    contract: definition.contract,
    encoder: fit(definition, columns, train!),
  };
  const encode = rowEncoding(bundle.encoder, columns);
  const lines = (rows: SortedRows['train']): string => rows.map((row) => `${label(row)},${encode(row)}\n`).join('');
  const profile = profileOf(definition.features, columns, train!, {
    seasonal: seasonOf(definition, columns), personal: personalColumns(definition),
  });
  const sampled = { features: definition.features, profiles: profile, contract: definition.contract };
  const encodeOld = champion && rowEncoding(champion.encoder, columns);
  return {
    train: lines(train!),
    validation: lines(validation!),
    holdoutOfChallenger: holdout!.map((row) => `${encode(row)}\n`).join(''),
    holdoutOfChampion: encodeOld === null ? '' : holdout!.map((row) => `${encodeOld(row)}\n`).join(''),
    bundle,
    truth: truthOf(definition, plan, { train: train!, validation: validation!, holdout: holdout! }),
    profile,
    sample: sampleReference(sampled, train!),
    holdoutSample: sampleHoldout(sampled, holdout!),
  };
}

function personalColumns({ contract }: ModelDefinition): ReadonlySet<string> {
  return new Set(contract.columns.filter((column) => column.personal).map(({ name }) => name));
}

/** How the training side is told apart by time, where the definition compares by season. */
function seasonOf(
  { contract, monitors }: ModelDefinition, columns: readonly string[],
): RowSeason | undefined {
  const at = columns.indexOf(contract.timeColumn ?? '');
  const season = monitors.drift.compareWith;
  return season === 'all' || at < 0 ? undefined : { season, timeOf: (row) => row[at] ?? '' };
}

function fit(definition: ModelDefinition, columns: readonly string[], rows: SortedRows['train']): ServingBundle['encoder'] {
  const fitter = new EncoderFitter(definition.features, columns);
  for (const row of rows) fitter.add(row);
  return fitter.fit();
}

function truthOf(definition: ModelDefinition, { model, runId }: RunPlan, rows: SortedRows): Truth {
  const columns = definition.contract.columns.map((column) => column.name);
  const label = labelOf(definition.target, columns);
  const by = definition.gates.flatMap((gate) => (gate.kind === 'fairness' ? [gate.by] : []));
  return {
    model,
    runId,
    labels: rows.holdout.map(label),
    groups: Object.fromEntries(
      by.map((column) => [column, rows.holdout.map((row) => row[columns.indexOf(column)]!)]),
    ),
    naive: naivePrediction(definition.task, rows.train.map(label), classesOf(definition).length),
    rows: { train: rows.train.length, validation: rows.validation.length, holdout: rows.holdout.length },
  };
}
