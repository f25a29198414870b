import { metricOf, metricsFor } from './metric-table.ts';
import { pairedBootstrap } from './paired-bootstrap.ts';
import type { Chance } from '../chance/seeded.ts';
import type { ModelDefinition } from '../definition/model-definition.ts';
import type { Evaluation } from './evaluation.ts';
import type { Metric, Outcome } from './metric.ts';

/** What is compared: outcomes of both models on the same rows in the same order. */
export interface Contest {
  readonly challenger: readonly Outcome[];
  /** @default - there is no champion */
  readonly champion?: readonly Outcome[];
  readonly naive: readonly Outcome[];
  /** By column of a fairness gate: the group of each row. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
}

type Scores = Evaluation['challenger'];

/** Measures everything that the gates of a definition need, and every metric of its task besides. */
export function evaluate(
  definition: ModelDefinition, contest: Contest, chance: Chance,
): Omit<Evaluation, 'model' | 'runId'> {
  const metrics = metricsFor(definition.task);
  return {
    rows: contest.challenger.length,
    challenger: scores(metrics, contest.challenger),
    champion: contest.champion === undefined ? null : scores(metrics, contest.champion),
    naive: scores(metrics, contest.naive),
    improvements: improvements(definition, contest, chance),
    groups: Object.fromEntries(Object.entries(contest.groups).map(([column, groups]) =>
      [column, byGroup(metrics, contest.challenger, groups)])),
  };
}

function scores(metrics: readonly Metric[], outcomes: readonly Outcome[]): Scores {
  return Object.fromEntries(metrics.map((metric) => [metric.name, defined(metric.of(outcomes))]));
}

/** JSON has no NaN. */
function defined(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function improvements(
  definition: ModelDefinition, { champion, challenger }: Contest, chance: Chance,
): Evaluation['improvements'] {
  const gates = definition.gates.filter((gate) => gate.kind === 'improvement');
  if (champion === undefined) return {};
  return Object.fromEntries(gates.map((gate) =>
    [gate.metric, pairedBootstrap(metricOf(gate.metric), champion, challenger, chance)]));
}

function byGroup(
  metrics: readonly Metric[], outcomes: readonly Outcome[], groups: readonly string[],
): Evaluation['groups'][string] {
  return [...new Set(groups)].sort().map((group) => {
    const members = outcomes.filter((_, index) => groups[index] === group);
    return { group, rows: members.length, scores: scores(metrics, members) };
  });
}
