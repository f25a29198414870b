import { NotEmulated } from '../../../errors.ts';
import { HTTP_STATUS, action, processAction } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { conflict, invalidParameter, notFound } from '../errors.ts';
import { checkQueue, checkQueueSettings } from '../event-sources/check-queue.ts';
import {
  checkStream,
  checkStreamSettings,
  firstReader,
  STREAM_DEFAULTS,
} from '../event-sources/check-stream.ts';
import { checkFilters } from '../event-sources/filters.ts';
import {
  describeMapping,
  findMapping,
  isStream,
  putMapping,
  settingsOf,
} from '../event-sources/mappings.ts';
import type { MappingRow, MappingSettings } from '../event-sources/mappings.ts';
import { putPosition } from '../event-sources/positions.ts';
import { startPolling } from '../event-sources/queues.ts';
import { newestOf } from '../event-sources/stream-client.ts';
import { startReading } from '../event-sources/streams.ts';
import { findFunction } from '../functions.ts';
import type { LambdaFunction } from '../functions.ts';
import { bareName, parseName } from '../names.ts';
import { pageOf } from '../paging.ts';
import type { PageInput } from '../paging.ts';

/** Input of CreateEventSourceMapping and UpdateEventSourceMapping. */
export interface MappingInput extends Partial<MappingSettings> {
  readonly UUID?: string;
  readonly EventSourceArn?: string;
  readonly FunctionName?: string;
  readonly Enabled?: boolean;
}

const QUEUE_DEFAULTS: MappingSettings = { BatchSize: 10, MaximumBatchingWindowInSeconds: 0 };

const anyFunction = (name: string) => () => [{ action: `lambda:${name}`, resource: '*' }];

/** CreateEventSourceMapping: of a queue, or of a table's stream. */
export const createEventSourceMapping = processAction(
  'CreateEventSourceMapping',
  anyFunction('CreateEventSourceMapping'),
  async (input: MappingInput & { readonly FunctionName: string }, { cloud }) => {
    const source = sourceOf(input);
    const { name, qualifier } = parseName(input.FunctionName);
    const fn = mappedFunction(name, cloud, qualifier);
    const settings = settingsFrom(input, isStream(source) ? STREAM_DEFAULTS : QUEUE_DEFAULTS);
    await checkSource(source, settings, fn, cloud);
    const latest = isStream(source) && settings.StartingPosition === 'LATEST';
    const after = latest ? await newestOf(source, firstReader(fn, cloud), cloud) : null;
    const row: MappingRow = {
      id: cloud.world.uuid(),
      function: name,
      qualifier: qualifier ?? '',
      source,
      enabled: input.Enabled === false ? 0 : 1,
      settings: JSON.stringify(settings),
      modified: cloud.world.now(),
    };
    return cloud.db.transaction(() => {
      demandNew(row, cloud);
      putMapping(row, cloud);
      const shown = describeMapping(row, cloud, 'Creating');
      if (latest) putPosition({ mapping: row.id, after, attempts: 0, size: null }, cloud);
      if (row.enabled) start(row, cloud);
      return { ...shown, [HTTP_STATUS]: 202 };
    });
  },
);

/** UpdateEventSourceMapping: what is not named stays. */
export const updateEventSourceMapping = processAction(
  'UpdateEventSourceMapping',
  anyFunction('UpdateEventSourceMapping'),
  async (input: MappingInput & { readonly UUID: string }, { cloud }) => {
    const old = existing(input.UUID, cloud);
    const place = parseName(input.FunctionName ?? old.function);
    const qualifier =
      input.FunctionName === undefined ? old.qualifier || undefined : place.qualifier;
    const fn = mappedFunction(place.name, cloud, qualifier);
    const settings = settingsFrom(input, settingsOf(old));
    await checkSource(old.source, settings, fn, cloud);
    const row: MappingRow = {
      ...old,
      function: place.name,
      qualifier: qualifier ?? '',
      enabled: input.Enabled === undefined ? old.enabled : Number(input.Enabled),
      settings: JSON.stringify(settings),
      modified: cloud.world.now(),
    };
    return cloud.db.transaction(() => {
      putMapping(row, cloud);
      if (row.enabled) start(row, cloud);
      return { ...describeMapping(row, cloud, transition(old, row)), [HTTP_STATUS]: 202 };
    });
  },
);

/** GetEventSourceMapping. */
export const getEventSourceMapping = action(
  'GetEventSourceMapping',
  anyFunction('GetEventSourceMapping'),
  (input: { readonly UUID: string }, { cloud }) =>
    describeMapping(existing(input.UUID, cloud), cloud),
);

/** DeleteEventSourceMapping: a batch that runs comes to its end. */
export const deleteEventSourceMapping = action(
  'DeleteEventSourceMapping',
  anyFunction('DeleteEventSourceMapping'),
  (input: { readonly UUID: string }, { cloud }) => {
    const row = existing(input.UUID, cloud);
    cloud.db.run('DELETE FROM lambda_mappings WHERE id = ?', row.id);
    cloud.db.run('DELETE FROM lambda_positions WHERE mapping = ?', row.id);
    cloud.timers.cancel('lambda.window', row.id);
    cloud.timers.cancel('lambda.stream', row.id);
    return { ...describeMapping(row, cloud, 'Deleting'), [HTTP_STATUS]: 202 };
  },
);

/** ListEventSourceMappings: all, or those of a function or a source. */
export const listEventSourceMappings = action(
  'ListEventSourceMappings',
  anyFunction('ListEventSourceMappings'),
  (
    input: PageInput & { readonly FunctionName?: string; readonly EventSourceArn?: string },
    { cloud },
  ) => {
    const rows = cloud.db
      .all<MappingRow>('SELECT * FROM lambda_mappings ORDER BY id')
      .filter(
        (row) => input.FunctionName === undefined || row.function === bareName(input.FunctionName),
      )
      .filter((row) => input.EventSourceArn === undefined || row.source === input.EventSourceArn);
    const { page, next } = pageOf(rows, input);
    return {
      EventSourceMappings: page.map((row) => describeMapping(row, cloud)),
      NextMarker: next,
    };
  },
);

function mappedFunction(name: string, cloud: Cloud, qualifier?: string): LambdaFunction {
  const fn = findFunction(name, cloud, qualifier);
  if (fn) return fn;
  throw invalidParameter('Function does not exist');
}

function existing(id: string, cloud: Cloud): MappingRow {
  const row = findMapping(id, cloud);
  if (row) return row;
  throw notFound('The resource you requested does not exist.');
}

function sourceOf({ EventSourceArn }: MappingInput): string {
  if (EventSourceArn === undefined) throw invalidParameter('Unrecognized event source.');
  if (EventSourceArn.startsWith('arn:aws:sqs:') || isStream(EventSourceArn)) return EventSourceArn;
  throw new NotEmulated(
    `the event source '${EventSourceArn}'`,
    'functions can be mapped to queues and to streams of tables',
  );
}

function settingsFrom(input: MappingInput, old: MappingSettings): MappingSettings {
  return {
    BatchSize: input.BatchSize ?? old.BatchSize,
    MaximumBatchingWindowInSeconds:
      input.MaximumBatchingWindowInSeconds ?? old.MaximumBatchingWindowInSeconds,
    FilterCriteria: input.FilterCriteria ?? old.FilterCriteria,
    FunctionResponseTypes: input.FunctionResponseTypes ?? old.FunctionResponseTypes,
    ScalingConfig: input.ScalingConfig ?? old.ScalingConfig,
    StartingPosition: input.StartingPosition ?? old.StartingPosition,
    ParallelizationFactor: input.ParallelizationFactor ?? old.ParallelizationFactor,
    MaximumRecordAgeInSeconds: input.MaximumRecordAgeInSeconds ?? old.MaximumRecordAgeInSeconds,
    BisectBatchOnFunctionError: input.BisectBatchOnFunctionError ?? old.BisectBatchOnFunctionError,
    MaximumRetryAttempts: input.MaximumRetryAttempts ?? old.MaximumRetryAttempts,
    TumblingWindowInSeconds: input.TumblingWindowInSeconds ?? old.TumblingWindowInSeconds,
    DestinationConfig: input.DestinationConfig ?? old.DestinationConfig,
    Tags: input.Tags ?? old.Tags,
  };
}

function demandNew(row: MappingRow, cloud: Cloud): void {
  const twin = cloud.db.get<MappingRow>(
    'SELECT * FROM lambda_mappings WHERE source = ? AND function = ? AND qualifier = ?',
    row.source,
    row.function,
    row.qualifier,
  );
  if (!twin) return;
  if (isStream(row.source)) {
    throw conflict(
      `The event source arn (" ${row.source} ") and function (" ${row.function} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${twin.id}`,
    );
  }
  throw conflict(
    `An event source mapping with SQS arn (" ${row.source} ") and function (" ${row.function} ") already exists. Please update or delete the existing mapping with UUID ${twin.id}`,
  );
}

async function checkSource(
  source: string,
  settings: MappingSettings,
  fn: LambdaFunction,
  cloud: Cloud,
): Promise<void> {
  if (isStream(source)) checkStreamSettings(settings);
  else checkQueueSettings(settings, source);
  checkFilters(settings);
  await (isStream(source) ? checkStream(source, fn, cloud) : checkQueue(source, fn, cloud));
}

function start(row: MappingRow, cloud: Cloud): void {
  if (isStream(row.source)) startReading(row, cloud);
  else startPolling(row, cloud);
}

function transition(old: MappingRow, row: MappingRow): string {
  if (old.enabled === row.enabled) return 'Updating';
  return row.enabled ? 'Enabling' : 'Disabling';
}
