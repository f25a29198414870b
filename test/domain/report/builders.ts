import { SummaryCounter, summaryFor } from '../../../domain/monitoring/capture-summary.ts';
import { viewOf } from '../../../domain/monitoring/capture-view.ts';
import { predictionProfile } from '../../../domain/monitoring/prediction-profile.ts';
import { sampleReference } from '../../../domain/monitoring/sampled-values.ts';
import { profileOf } from '../../../domain/profile/profile.ts';
import { aDefinition } from '../support/builders.ts';
import type { CheckParts } from '../../../domain/monitoring/monitor.ts';

const COLUMNS = ['at', 'until', 'miles', 'zone', 'riders', 'total', 'tip'];

/** A row of a zone; miles go up from a number. */
function row(zone: string, index: number, miles = 0): string[] {
  const at = `2019-03-01 ${String(index % 24).padStart(2, '0')}:00:00`;
  return [at, '', String(miles + (index % 10)), zone, '1', '10', '1'];
}

/** What a check has at hand after ten days, of which the last five are of these zones and lengths. */
export function aWeek({
  zones = ['A', 'B'],
  miles = 0,
  rows = 200,
}: {
  readonly zones?: readonly string[];
  readonly miles?: number;
  readonly rows?: number;
} = {}): CheckParts {
  const definition = aDefinition({
    monitors: { everyHours: 24, overDays: 7, minimumRows: 100, drift: { ignore: ['riders'] } },
  });
  const { features, contract } = definition;
  const known = Array.from({ length: 3000 }, (_, index) => row('AB'[index % 2]!, index));
  const profiles = profileOf(features, COLUMNS, known);
  const baseline = {
    version: 2,
    inputs: features,
    features: profiles,
    sample: sampleReference({ features, profiles, contract }, known),
    predictions: predictionProfile(Array.from({ length: 1000 }, (_, index) => [index % 50])),
    reference: null,
  };
  const counter = new SummaryCounter(summaryFor(2, null), { definition, baseline });
  for (let day = 1; day <= 10; day += 1) {
    const hour = `2019-03-${String(day).padStart(2, '0')}T08`;
    const isNew = day > 5;
    const captured = Array.from({ length: rows }, (_, index) => ({
      index,
      values: row(
        (isNew ? zones : ['A', 'B'])[index % (isNew ? zones.length : 2)]!,
        index,
        isNew ? miles : 0,
      ),
      prediction: [index % 50],
    }));
    const at = `${hour}:00:00.000Z`;
    const inferenceId = `${hour.replaceAll(/[-T]/g, '')}-x`;
    const capture = {
      model: 'rides',
      inferenceId,
      at,
      version: 2,
      columns: COLUMNS,
      rows: captured,
    };
    counter.count(hour, hour, [viewOf(capture)]);
  }
  const summary = counter.finish({ from: '2019-03-03T12', keepFrom: '2019-01-01' });
  return {
    definition,
    baseline,
    summary,
    errors: [],
    outcomes: [],
    now: new Date('2019-03-10T12:00:00.000Z'),
  };
}
