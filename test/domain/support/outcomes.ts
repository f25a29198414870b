import { Resamples } from '../../../domain/monitoring/resamples.ts';
import type { ErrorDay } from '../../../domain/monitoring/error-days.ts';
import type { OutcomeDay } from '../../../domain/monitoring/outcome-days.ts';

/** Resamples of rows with these losses. */
export function resamplesOf(losses: readonly number[], name = 'row'): Resamples {
  const resamples = new Resamples();
  losses.forEach((loss, index) => resamples.add(`${name}:${index}`, loss));
  return resamples;
}

/** What the rows of some days say, half of which lose 0.5 more than the mean and half 0.5 less. */
export function outcomesOf(days: readonly ErrorDay[]): readonly OutcomeDay[] {
  return days.map(({ day, rows, loss }) => {
    const losses = Array.from(
      { length: rows },
      (_, index) => loss / rows + (index % 2 === 0 ? 0.5 : -0.5),
    );
    return { version: 2, day, resamples: resamplesOf(losses, day).state(), groups: {} };
  });
}
