import * as z from 'zod';
import { INFERENCE_ID } from '../contract/labels-contract.ts';
import { targetColumns } from '../definition/model-definition.ts';
import { metricOf } from '../evaluation/metric-table.ts';
import { outcomeOf } from '../evaluation/outcome.ts';
import { labelOf } from '../features/label.ts';
import { csvLine } from '../tabular/csv-writer.ts';
import { OutcomeDays } from './outcome-days.ts';
import type { ModelDefinition } from '../definition/model-definition.ts';
import type { WatchedMetric } from '../definition/policies.ts';
import type { Capture } from './capture.ts';
import type { ErrorDay } from './error-days.ts';
import type { OutcomeDay } from './outcome-days.ts';

/** A prediction with its ground truth. */
export const JoinedRow = z.object({
  /** `<inference id>:<row>`. */
  inferenceId: z.string(),
  at: z.string(),
  version: z.int(),
  prediction: z.array(z.number()),
  truth: z.number(),
  /** Loss of the watched metric. */
  error: z.number(),
});
export type JoinedRow = z.output<typeof JoinedRow>;

/** What a labels file and the captures come to. */
export interface Join {
  readonly joined: readonly JoinedRow[];
  /** What they say, by version and day. */
  readonly outcomes: readonly OutcomeDay[];
  /** The joined rows as an upload of labelled rows. */
  readonly upload: string;
  readonly unknown: readonly string[];
  readonly twice: readonly string[];
  readonly late: number;
}

/** What is joined. */
export interface JoinParts {
  /** Rows of the labels file: `inference_id` and the target's columns, header first. */
  readonly labels: readonly (readonly string[])[];
  readonly captures: readonly Capture[];
  /** Inference ids whose truth is known already. */
  readonly known: ReadonlySet<string>;
  readonly now: Date;
}

/** The metric that errors are counted in: the watched one, else the plainest of the task. */
export function watchedMetric({ monitors, task }: ModelDefinition): WatchedMetric {
  return monitors.quality?.metric ?? (task === 'regression' ? 'mae' : 'error');
}

/** Joins labels with captures by inference id. The first truth of a prediction counts. */
export function joinLabels(definition: ModelDefinition, parts: JoinParts): Join {
  const { labels, captures, known, now } = parts;
  const [header = [], ...rows] = labels;
  const at = header.indexOf(INFERENCE_ID);
  const predicted = new Map<string, { capture: Capture; row: Capture['rows'][number] }>();
  for (const capture of captures) {
    for (const row of capture.rows)
      predicted.set(`${capture.inferenceId}:${row.index}`, { capture, row });
  }
  const scorer = scoring(definition, header);
  const outcomes = new OutcomeDays(definition);
  const seen = new Set(known);
  const result = {
    joined: [] as JoinedRow[],
    unknown: [] as string[],
    twice: [] as string[],
    late: 0,
  };
  const upload = [csvLine(definition.contract.columns.map((column) => column.name))];
  for (const label of rows) {
    const inferenceId = label[at]!;
    const found = predicted.get(inferenceId);
    if (seen.has(inferenceId)) result.twice.push(inferenceId);
    else if (found === undefined) result.unknown.push(inferenceId);
    else {
      seen.add(inferenceId);
      const { capture, row } = found;
      const score = scorer.score(label, row.prediction);
      result.joined.push({
        inferenceId,
        at: capture.at,
        version: capture.version,
        prediction: row.prediction,
        ...score,
      });
      outcomes.add({ inferenceId, capture, row, ...score });
      upload.push(csvLine(scorer.labelled(capture.columns, row.values, label)));
      const hours = (now.getTime() - Date.parse(capture.at)) / 3_600_000;
      if (hours > definition.monitors.labelsWithinHours) result.late += 1;
    }
  }
  return { ...result, outcomes: outcomes.all(), upload: `${upload.join('\n')}\n` };
}

function scoring(definition: ModelDefinition, header: readonly string[]) {
  const label = labelOf(definition.target, header);
  const { loss } = metricOf(watchedMetric(definition));
  const columns = definition.contract.columns.map((column) => column.name);
  const targets = targetColumns(definition);
  return {
    score(
      row: readonly string[],
      prediction: readonly number[],
    ): { readonly truth: number; readonly error: number } {
      const truth = label(row);
      return { truth, error: loss?.(outcomeOf(definition.task, truth, prediction)) ?? NaN };
    },
    labelled(
      captured: readonly string[],
      values: readonly string[],
      row: readonly string[],
    ): string[] {
      return columns.map(
        (column) =>
          (targets.includes(column)
            ? row[header.indexOf(column)]
            : values[captured.indexOf(column)]) ?? '',
      );
    },
  };
}

/** Sums of joined rows by version and day of the prediction. */
export function errorDays(
  joined: readonly JoinedRow[],
): readonly (ErrorDay & { readonly version: number })[] {
  const days = new Map<string, ErrorDay & { version: number }>();
  for (const { at, version, error, prediction, truth } of joined) {
    const day = at.slice(0, 10);
    const key = `${version} ${day}`;
    const sums = days.get(key) ?? { version, day, rows: 0, loss: 0, bias: 0 };
    days.set(key, {
      ...sums,
      rows: sums.rows + 1,
      loss: sums.loss + error,
      bias: sums.bias + (prediction.length === 1 ? prediction[0]! - truth : 0),
    });
  }
  return [...days.values()];
}
