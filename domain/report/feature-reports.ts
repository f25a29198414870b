import { kolmogorovSmirnov, kolmogorovSmirnovPValue } from '../drift/kolmogorov-smirnov.ts';
import { BINNED_STATISTICS } from '../drift/statistics.ts';
import { wasserstein } from '../drift/wasserstein.ts';
import { hourOf, spansAfter } from '../monitoring/capture-summary.ts';
import { compareWindow } from '../monitoring/drift-monitor.ts';
import { windowStart } from '../monitoring/monitor.ts';
import { rowsOf } from '../monitoring/row-sample.ts';
import { binLabels } from './bin-labels.ts';
import type { Comparison, DriftVerdict } from '../drift/judge-drift.ts';
import type { Sample } from '../drift/samples.ts';
import type { DriftStatistic } from '../drift/statistic.ts';
import type { CheckParts } from '../monitoring/monitor.ts';
import type { FeatureReport, Measured } from './check-report.ts';

/** Everything about the features of a verdict, those that moved most first. */
export function featureReports(
  parts: CheckParts,
  { features }: DriftVerdict,
): readonly FeatureReport[] {
  const compared = compareWindow(parts);
  if (!('comparisons' in compared)) return [];
  const byName = new Map(compared.comparisons.map((each) => [each.name, each]));
  const samples = samplesOf(parts);
  const reports = features.flatMap((feature) => {
    const comparison = byName.get(feature.name);
    const profile = [...parts.baseline.features, parts.baseline.predictions].find(
      ({ name }) => name === feature.name,
    );
    if (comparison === undefined || profile === undefined) return [];
    const { reference, current } = comparison;
    const statistics = [...binned(comparison), ...ofSamples(samples.get(feature.name))];
    return [
      {
        ...feature,
        bins: [...binLabels(profile.binning)],
        reference: [...reference],
        current: [...current],
        statistics,
      },
    ];
  });
  return reports.sort((a, b) => b.psi - a.psi);
}

function binned({ reference, current }: Comparison): readonly Measured[] {
  return BINNED_STATISTICS.map((statistic) =>
    measured(statistic, statistic.distance(reference, current)),
  );
}

interface Pair {
  readonly reference: Sample;
  readonly current: Sample;
}

/** Of numbers some values are kept as they are: what bins would blur is measured on them. */
function ofSamples(pair: Pair | undefined): readonly Measured[] {
  if (pair === undefined || pair.reference.length === 0 || pair.current.length === 0) return [];
  const { reference, current } = pair;
  const pValue = { name: 'ks-p-value', title: 'Kolmogorov-Smirnov p-value', unit: 'chance' };
  return [
    measured(kolmogorovSmirnov, kolmogorovSmirnov.distance(reference, current)),
    measured(pValue, kolmogorovSmirnovPValue(reference, current)),
    measured(wasserstein, wasserstein.distance(reference, current)),
  ];
}

function measured(
  { name, title, unit }: Pick<DriftStatistic<never>, 'name' | 'title' | 'unit'>,
  value: number,
): Measured {
  return { name, title, unit, value: Number.isFinite(value) ? value : null };
}

/** Sampled values of the features that are numbers, in ascending order. */
function samplesOf({ definition, baseline, summary, now }: CheckParts): ReadonlyMap<string, Pair> {
  const { sample, features } = baseline;
  if (sample === undefined) return new Map();
  const window = spansAfter(summary, hourOf(windowStart(definition, now)));
  const [before, after] = [rowsOf([sample]), rowsOf(window.flatMap((span) => span.sample ?? []))];
  const column = (rows: typeof before, index: number): Sample =>
    rows.flatMap((row) => row[index] ?? []).sort((a, b) => a - b);
  return new Map(
    sample.features.flatMap((name, index) => {
      const isNumber =
        features.find((profile) => profile.name === name)?.binning.kind === 'numeric';
      return isNumber
        ? [[name, { reference: column(before, index), current: column(after, index) }] as const]
        : [];
    }),
  );
}
