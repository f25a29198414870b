import { artifactKeys } from '../../domain/registry/object-keys.ts';
import { reportPage } from '../../domain/report/page.ts';
import { writeJson } from '../shared/s3-store.ts';
import type { ObjectStore } from '../../domain/ports.ts';
import type { HealthRecord } from '../../domain/registry/records.ts';
import type { CheckReport } from '../../domain/report/check-report.ts';

/**
 * Writes a report, and its page where somebody may want to look: something is not as it should be, or the
 * verdict is another than before. `perennial report` makes the page of any other.
 */
export async function writeReport(
  artifacts: ObjectStore,
  report: CheckReport,
  before: HealthRecord | null,
): Promise<void> {
  const { model, at } = report;
  const page = isTelling(report, before)
    ? [artifacts.write(artifactKeys.reportPage(model, at), reportPage(report))]
    : [];
  await Promise.all([writeJson(artifacts, artifactKeys.report(model, at), report), ...page]);
}

function isTelling({ drift, health, bias }: CheckReport, before: HealthRecord | null): boolean {
  return health.kind !== null || bias?.verdict === 'unfair' || drift.verdict !== before?.drift;
}
