import { AwsError } from '../../../errors.ts';
import type { Cloud, Delivery, RolePrincipal } from '../../../kernel/index.ts';
import { findFunction, roleOf } from '../functions.ts';
import type { LambdaFunction } from '../functions.ts';
import { invokeFunction } from '../invoke.ts';
import { failedItems } from './batch-failures.ts';
import { recordFilter } from './filters.ts';
import { findMapping, settingsOf } from './mappings.ts';
import type { MappingRow, MappingSettings } from './mappings.ts';
import { positionOf, putPosition } from './positions.ts';
import type { PositionRow } from './positions.ts';
import { readStream } from './stream-client.ts';
import type { StreamPage, StreamRecord } from './stream-client.ts';
import { tellFailure } from './stream-failure.ts';

/** Mappings that poll at this moment: records are taken in order. */
const polling = new WeakMap<Cloud, Set<string>>();

/** Seconds before a batch that failed is tried again: half a second, doubled up to a minute. */
const LONGEST_PAUSE = 60;

/** What a poller works with. */
export interface StreamPoller {
  readonly row: MappingRow;
  readonly settings: MappingSettings;
  readonly fn: LambdaFunction;
  readonly role: RolePrincipal;
  readonly cloud: Cloud;
}

/** What became of a batch: the records that failed begin with the first that did. */
interface Outcome {
  readonly requestId: string;
  readonly failed: readonly StreamRecord[];
  readonly functionError: string | null;
}

/** A stream has records: its mappings poll, when their window closes or their pause ends. */
export function onStreamReady({ payload, cloud }: Delivery<{ readonly streamArn: string }>): void {
  const rows = cloud.db.all<MappingRow>(
    'SELECT * FROM lambda_mappings WHERE source = ? AND enabled = 1',
    payload.streamArn,
  );
  for (const row of rows) startReading(row, cloud);
}

/** Reads a mapping's stream now, or when its window closes; a pause that runs is not cut short. */
export function startReading(row: MappingRow, cloud: Cloud): void {
  if (cloud.db.get("SELECT key FROM timers WHERE kind = 'lambda.stream' AND key = ?", row.id))
    return;
  const window = settingsOf(row).MaximumBatchingWindowInSeconds;
  if (window === 0) cloud.outbox.send('lambda.read', { id: row.id });
  else pause(row.id, window, cloud);
}

/** Takes batches in order until the stream is read to its end, or one fails. */
export async function read({ payload, cloud }: Delivery<{ readonly id: string }>): Promise<void> {
  const active = polling.get(cloud) ?? new Set<string>();
  polling.set(cloud, active);
  const row = findMapping(payload.id, cloud);
  if (!row?.enabled || active.has(row.id)) return;
  const fn = findFunction(row.function, cloud, row.qualifier || undefined);
  if (!fn) return;
  active.add(row.id);
  try {
    const poller = { row, settings: settingsOf(row), fn, role: roleOf(fn, cloud), cloud };
    while (await step(poller));
  } finally {
    active.delete(row.id);
  }
}

/** One batch. Returns whether the next may follow at once. */
async function step(poller: StreamPoller): Promise<boolean> {
  const { row, settings, role, cloud } = poller;
  const position = positionOf(row.id, cloud);
  const limit = Math.min(position.size ?? settings.BatchSize, 1000);
  const page = await readStream(row.source, position.after, limit, role, cloud);
  const last = page.records.at(-1);
  if (!last) return false;
  const old = page.records.filter((record) => isTooOld(record, poller));
  if (old.length > 0) {
    await tellFailure(poller, page.shardId, old, { condition: 'RecordAgeExceeded', attempts: 0 });
    advance(position, old.at(-1)!, poller);
    return true;
  }
  const wants = recordFilter(settings, 'dynamodb');
  const wanted = page.records.filter((record) => wants(record));
  const outcome = wanted.length === 0 ? undefined : await run(wanted, poller);
  if (!outcome || outcome.failed.length === 0) {
    advance(position, last, poller);
    return true;
  }
  return failed(outcome, page, position, poller);
}

async function run(records: readonly StreamRecord[], poller: StreamPoller): Promise<Outcome> {
  const { row, settings, fn, cloud } = poller;
  const requestId = cloud.world.uuid();
  const Records = records.map((record) => ({ ...record, eventSourceARN: row.source }));
  try {
    const result = await invokeFunction(fn, JSON.stringify({ Records }), cloud, { requestId });
    if (result.functionError)
      return { requestId, failed: records, functionError: result.functionError };
    if (!settings.FunctionResponseTypes?.includes('ReportBatchItemFailures'))
      return { requestId, failed: [], functionError: null };
    const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
    const reported = failedItems(result.payload, numbers);
    const first = numbers.findIndex((number) => reported.has(number));
    return { requestId, failed: first < 0 ? [] : records.slice(first), functionError: null };
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'TooManyRequestsException') throw error;
    return { requestId, failed: records, functionError: null };
  }
}

/** What failed is split, tried again after a pause, or given up and told. */
async function failed(
  { requestId, failed: records, functionError }: Outcome,
  page: StreamPage,
  position: PositionRow,
  poller: StreamPoller,
): Promise<boolean> {
  const { settings, cloud } = poller;
  const attempts = position.attempts + 1;
  const most = settings.MaximumRetryAttempts ?? -1;
  const { after, size } = upTo(records, page, position);
  if (settings.BisectBatchOnFunctionError && records.length > 1) {
    putPosition({ ...position, after, size: Math.ceil(records.length / 2) }, cloud);
    return true;
  }
  if (most >= 0 && attempts > most) {
    const details = { condition: 'RetryAttemptsExhausted', attempts, requestId, functionError };
    await tellFailure(poller, page.shardId, records, details);
    advance(position, records.at(-1)!, poller);
    return true;
  }
  putPosition({ ...position, after, attempts, size }, cloud);
  pause(poller.row.id, Math.min(LONGEST_PAUSE, 0.5 * 2 ** (attempts - 1)), cloud);
  return false;
}

/** The records before the first that failed are done. */
function upTo(records: readonly StreamRecord[], page: StreamPage, position: PositionRow) {
  const first = page.records.indexOf(records[0]!);
  const before = page.records[first - 1];
  return {
    after: before?.dynamodb.SequenceNumber ?? position.after,
    size: first > 0 ? page.records.length - first : position.size,
  };
}

function advance(position: PositionRow, last: StreamRecord, { cloud }: StreamPoller): void {
  const after = last.dynamodb.SequenceNumber;
  putPosition({ ...position, after, attempts: 0, size: null }, cloud);
}

function isTooOld({ dynamodb }: StreamRecord, { settings, cloud }: StreamPoller): boolean {
  const oldest = settings.MaximumRecordAgeInSeconds ?? -1;
  return oldest > 0 && cloud.world.now() / 1000 - dynamodb.ApproximateCreationDateTime > oldest;
}

function pause(id: string, seconds: number, cloud: Cloud): void {
  cloud.timers.set('lambda.stream', id, cloud.world.now() + seconds * 1000, { id });
}
