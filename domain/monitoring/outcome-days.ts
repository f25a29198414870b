import * as z from 'zod';
import { countTruth, favourOf, groupReader } from '../bias/count-groups.ts';
import { TruthByGroup } from '../bias/group-counts.ts';
import { Resamples, ResamplesState } from './resamples.ts';
import type { TruthCounts } from '../bias/group-counts.ts';
import type { ModelDefinition } from '../definition/model-definition.ts';
import type { Capture } from './capture.ts';

/** What the truths of one upload say of a version's predictions of one day, beside the sums of errors. */
export const OutcomeDay = z.object({
  version: z.int(),
  /** `yyyy-mm-dd`, UTC, of the predictions. */
  day: z.string(),
  resamples: ResamplesState,
  /** Empty where no bias is watched. */
  groups: TruthByGroup,
});
export type OutcomeDay = z.output<typeof OutcomeDay>;

/** A prediction whose truth has come. */
export interface KnownOutcome {
  readonly inferenceId: string;
  readonly capture: Pick<Capture, 'version' | 'at' | 'columns'>;
  readonly row: Capture['rows'][number];
  readonly truth: number;
  readonly error: number;
}

interface Day {
  readonly version: number;
  readonly day: string;
  readonly resamples: Resamples;
  readonly groups: Record<string, Record<string, TruthCounts>>;
}

/** Collects outcomes by version and day. */
export class OutcomeDays {
  private readonly days = new Map<string, Day>();
  private readonly favour;

  constructor(private readonly definition: ModelDefinition) {
    this.favour = favourOf(definition);
  }

  /** Adds one outcome. */
  public add({ inferenceId, capture, row, truth, error }: KnownOutcome): void {
    const day = this.dayOf(capture.version, capture.at.slice(0, 10));
    day.resamples.add(inferenceId, error);
    if (this.definition.monitors.bias === undefined) return;
    const groups = groupReader(this.definition, capture.columns)(row.values);
    const favoured = {
      predicted: this.favour.predicted(row.prediction),
      truth: this.favour.true(truth),
    };
    countTruth(day.groups, groups, favoured);
  }

  /** All that was added. */
  public all(): readonly OutcomeDay[] {
    return [...this.days.values()].map(({ resamples, ...rest }) => ({
      ...rest,
      resamples: resamples.state(),
    }));
  }

  private dayOf(version: number, day: string): Day {
    const key = `${version} ${day}`;
    const known = this.days.get(key);
    if (known !== undefined) return known;
    const fresh = { version, day, resamples: new Resamples(), groups: {} };
    this.days.set(key, fresh);
    return fresh;
  }
}
