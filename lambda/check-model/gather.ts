import { Baseline } from '../../domain/monitoring/baseline.ts';
import { capturesIn } from '../../domain/monitoring/capture-scanner.ts';
import {
  CaptureSummary, hourFolder, hourOf, summaryFor, SummaryCounter, uncounted,
} from '../../domain/monitoring/capture-summary.ts';
import { windowStart } from '../../domain/monitoring/monitor.ts';
import { ErrorDay } from '../../domain/monitoring/error-days.ts';
import { OutcomeDay } from '../../domain/monitoring/outcome-days.ts';
import { prefixes, sortKeys } from '../../domain/registry/keys.ts';
import { artifactKeys, lakeKeys } from '../../domain/registry/object-keys.ts';
import { readRecord } from '../../domain/registry/records.ts';
import { readJson } from '../shared/s3-store.ts';
import type { ModelDefinition } from '../../domain/definition/model-definition.ts';
import type { CheckParts } from '../../domain/monitoring/monitor.ts';
import type { ObjectStore, Registry } from '../../domain/ports.ts';

/**
 * Days of counts that are kept, and days of errors that are read, to find the onset of a change.
 */
const DAYS_KEPT = 35;
const DAYS_OF_ERRORS = 365;
const DAY = 86_400_000;

/** Objects that are fetched at the same time. */
const AT_ONCE = 8;

/** Where a check reads. */
export interface CheckSources {
  readonly registry: Registry;
  readonly lake: ObjectStore;
  readonly artifacts: ObjectStore;
}

/** Gathers what a check judges: reads only objects that no earlier check has counted. */
export async function gather(
  definition: ModelDefinition, version: number, now: Date, { registry, lake, artifacts }: CheckSources,
): Promise<CheckParts> {
  const model = definition.name;
  const start = windowStart(definition, now);
  const from = hourOf(start);
  const keepFrom = dayBefore(now, DAYS_KEPT);
  const prefix = lakeKeys.captures(model);
  const summaryKey = lakeKeys.captureSummary(model);
  const day = start.toISOString().slice(0, 10);
  const [baseline, stored, keys, errors, outcomes] = await Promise.all([
    baselineOf(artifacts, artifactKeys.baseline(model, version)),
    lake.find(summaryKey),
    lake.list(prefix, `${prefix}${hourFolder(from)}/~`),
    errorsSince(registry, { model, version, day }),
    outcomesSince(registry, { model, version, day }),
  ]);
  const before = stored === null ? null : CaptureSummary.parse(JSON.parse(new TextDecoder().decode(stored)));
  const started = summaryFor(version, before);
  const counter = new SummaryCounter(started, { definition, baseline });
  const fresh = uncounted(started, keys, prefix);
  for (const [hour, objects] of fresh) await countHour(counter, lake, { hour, objects });
  const summary = counter.finish({ from, keepFrom });
  if (fresh.size > 0) await lake.write(summaryKey, JSON.stringify(summary));
  return { definition, baseline, summary, errors, outcomes, now };
}

/** Counts the objects of an hour: some are fetched at once, and none is kept. */
async function countHour(
  counter: SummaryCounter, lake: ObjectStore,
  { hour, objects }: { readonly hour: string; readonly objects: readonly string[] },
): Promise<void> {
  for (let start = 0; start < objects.length; start += AT_ONCE) {
    const keys = objects.slice(start, start + AT_ONCE);
    const found = await Promise.all(keys.map((key) => lake.find(key)));
    for (const [index, bytes] of found.entries()) {
      counter.count(hour, keys[index]!, bytes === null ? [] : capturesIn(bytes, counter.numeric));
    }
  }
}

/** The same with all errors that may tell the onset of a change; only needed once there is one. */
export async function withHistory(parts: CheckParts, registry: Registry): Promise<CheckParts> {
  const { definition, baseline, now } = parts;
  const query = { model: definition.name, version: baseline.version, day: dayBefore(now, DAYS_OF_ERRORS) };
  return { ...parts, errors: await errorsSince(registry, query) };
}

interface ErrorQuery {
  readonly model: string;
  readonly version: number;
  readonly day: string;
}

async function errorsSince(
  registry: Registry, { model, version, day }: ErrorQuery,
): Promise<readonly ErrorDay[]> {
  const from = sortKeys.errors(version, day);
  const records = await registry.list(model, prefixes.errors(version), { from });
  return records.map((record) => readRecord(ErrorDay, record, 'the errors of a day'));
}

async function outcomesSince(
  registry: Registry, { model, version, day }: ErrorQuery,
): Promise<readonly OutcomeDay[]> {
  const from = sortKeys.outcomes(version, day, '');
  const records = await registry.list(model, prefixes.outcomes(version), { from });
  return records.map((record) => readRecord(OutcomeDay, record, 'the outcomes of a day'));
}

function dayBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * DAY).toISOString().slice(0, 10);
}

let cached: { readonly key: string; readonly baseline: Baseline } | undefined;

/** A baseline never changes: one read per version and execution environment. */
async function baselineOf(artifacts: ObjectStore, key: string): Promise<Baseline> {
  if (cached?.key !== key) cached = { key, baseline: Baseline.parse(await readJson(artifacts, key)) };
  return cached.baseline;
}
