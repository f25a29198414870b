import type { ModelDefinition } from '../definition/model-definition.ts';
import type { Baseline } from './baseline.ts';
import type { CaptureSummary } from './capture-summary.ts';
import type { ErrorDay } from './error-days.ts';
import type { OutcomeDay } from './outcome-days.ts';

const DAY = 86_400_000;

/** What a check has at hand. */
export interface CheckParts {
  readonly definition: ModelDefinition;
  readonly baseline: Baseline;
  readonly summary: CaptureSummary;
  /** Errors of the version, oldest day first. */
  readonly errors: readonly ErrorDay[];
  /** Outcomes of the version within the window. */
  readonly outcomes: readonly OutcomeDay[];
  readonly now: Date;
}

/** What a monitor thinks of a model. */
export interface Opinion {
  /** Does the model need somebody? */
  readonly isBad: boolean;
  readonly reason: string;
  /** Features that are behind it. */
  readonly features: readonly string[];
  /** First day of the change, `yyyy-mm-dd`, where it could be estimated. */
  readonly since: string | null;
}

/** A verdict in the monitor's own terms, and what it means for the model. */
export interface Judgement<Verdict> {
  readonly verdict: Verdict;
  readonly opinion: Opinion;
}

/** Watches one side of a model; null when the definition does not ask for it. */
export type Monitor<Verdict> = (parts: CheckParts) => Judgement<Verdict> | null;

/** The beginning of the window of a check. */
export function windowStart({ monitors }: ModelDefinition, now: Date): Date {
  return new Date(now.getTime() - monitors.overDays * DAY);
}
