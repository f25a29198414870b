import { check } from '../../domain/monitoring/check.ts';
import { sortKeys } from '../../domain/registry/keys.ts';
import { artifactKeys } from '../../domain/registry/object-keys.ts';
import { AliasRecord, HealthRecord, readIfThere } from '../../domain/registry/records.ts';
import { reportOf } from '../../domain/report/report-of.ts';
import { readModel } from '../shared/definitions.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { eventBus } from '../shared/event-bus.ts';
import { embeddedMeter } from '../shared/meter.ts';
import { s3Store } from '../shared/s3-store.ts';
import { serve } from '../shared/serve.ts';
import { systemClock } from '../shared/system-clock.ts';
import { checkModel } from './contract.ts';
import { gather, withHistory } from './gather.ts';
import { writeReport } from './write-report.ts';
import type * as z from 'zod';
import type { CheckFindings } from '../../domain/monitoring/check.ts';
import type { Clock, EventBus } from '../../domain/ports.ts';
import type { Meter } from '../shared/meter.ts';
import type { CheckSources } from './gather.ts';

/** What a check needs of the world. */
export interface CheckPorts extends CheckSources {
  readonly bus: EventBus;
  readonly meter: Meter;
  readonly clock: Clock;
}

type Answer = z.output<typeof checkModel.output>;

const DAY = 86_400_000;

/** Checks one model: report, health record, metrics, and an event while it is bad. */
export async function checkOne(
  { model }: z.output<typeof checkModel.input>, ports: CheckPorts,
): Promise<Answer> {
  const now = ports.clock.now();
  const [{ definition }, storedAlias, storedHealth] = await readModel(
    ports.registry, model, sortKeys.champion, sortKeys.health,
  );
  const alias = readIfThere(AliasRecord, storedAlias, 'the champion');
  if (alias === null) {
    ports.meter.record(model, { Checked: 1, RowsChecked: 0, NotEnoughData: 0 });
    return {
      version: null, drift: 'not-enough-data', quality: 'not-enough-data', rows: 0, reason: 'nothing is deployed',
      reportKey: null,
    };
  }
  const { version } = alias;
  const parts = await gather(definition, version, now, ports);
  const first = check(parts);
  const isBad = first.quality?.verdict === 'bad';
  const findings = isBad ? check(await withHistory(parts, ports.registry)) : first;
  const reportKey = artifactKeys.report(model, now.toISOString());
  const before = readIfThere(HealthRecord, storedHealth, 'the health record');
  const health = healthRecord({ findings, version, reportKey, now, before });
  await Promise.all([
    writeReport(ports.artifacts, reportOf(parts, findings), before),
    ports.registry.write(model, [{ put: health, sk: sortKeys.health, when: 'always' }]),
  ]);
  const isYoung = now.getTime() < Date.parse(alias.since) + definition.monitors.overDays * DAY;
  ports.meter.record(model, metricsOf(findings, isYoung));
  const { kind, changedAt, features, reason } = findings.health;
  if (kind !== null) {
    const detail = { model, version, kind, changedAt, features: [...features], reason, reportKey };
    await ports.bus.put([{ type: 'Model Unhealthy', detail }]);
  }
  const { drift, quality, rows } = findings;
  return { version, drift: drift.verdict, quality: quality?.verdict ?? 'cannot-tell', rows, reason, reportKey };
}

interface HealthParts {
  readonly findings: CheckFindings;
  readonly version: number;
  readonly reportKey: string;
  readonly now: Date;
  readonly before: HealthRecord | null;
}

function healthRecord({ findings, version, reportKey, now, before }: HealthParts): HealthRecord {
  const { kind, changedAt, features, reason } = findings.health;
  const at = now.toISOString();
  const since = before?.version === version ? before.unhealthySince : null;
  return {
    at, version, reportKey, changedAt, reason, features: [...features],
    drift: findings.drift.verdict,
    quality: findings.quality?.verdict ?? 'cannot-tell',
    unhealthySince: kind === null ? null : since ?? at,
  };
}

/** A version that is younger than its window cannot have filled it: that is no lack of data. */
function metricsOf(
  { drift, quality, estimate, bias, rows }: CheckFindings, isYoung: boolean,
): Readonly<Record<string, number>> {
  const enough = drift.verdict !== 'not-enough-data';
  const lacking = !isYoung && (!enough || quality?.verdict === 'not-enough-data');
  return {
    Checked: 1,
    RowsChecked: rows,
    NotEnoughData: lacking ? 1 : 0,
    ...(enough ? { DriftScore: drift.score } : {}),
    ...(estimate?.verdict === 'as-before' || estimate?.verdict === 'worse' ? { EstimatedErrorRatio: estimate.ratio! } : {}),
    ...(bias === null || bias.verdict === 'not-enough-data' ? {} : { BiasScore: bias.score }),
    ...(quality?.error === null || quality === null ? {} : { Error: quality.error }),
    ...(quality?.ratio === null || quality === null ? {} : { ErrorRatio: quality.ratio }),
  };
}

export const handler = serve(checkModel, (env) => ({
  registry: dynamoRegistry(env.REGISTRY_TABLE),
  lake: s3Store(env.LAKE_BUCKET),
  artifacts: s3Store(env.ARTIFACT_BUCKET),
  bus: eventBus(env.EVENT_BUS),
  meter: embeddedMeter(systemClock),
}), checkOne);
