import { NotEmulated } from '../../../errors.ts';
import { HTTP_STATUS, action, processAction } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { conflict, invalidParameter, notFound } from '../errors.ts';
import { checkQueue, checkQueueSettings } from '../event-sources/check-queue.ts';
import { checkFilters } from '../event-sources/filters.ts';
import { describeMapping, findMapping, putMapping, settingsOf } from '../event-sources/mappings.ts';
import type { MappingRow, MappingSettings } from '../event-sources/mappings.ts';
import { startPolling } from '../event-sources/queues.ts';
import { functionNamed } from '../functions.ts';
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

const anyFunction = (name: string) => () => [{ action: `lambda:${name}`, resource: '*' }];

/** CreateEventSourceMapping: of a queue. */
export const createEventSourceMapping = processAction(
  'CreateEventSourceMapping',
  anyFunction('CreateEventSourceMapping'),
  async (input: MappingInput & { readonly FunctionName: string }, { cloud }) => {
    const source = sourceOf(input);
    const { name, qualifier } = parseName(input.FunctionName);
    const fn = functionNamed(name, cloud, qualifier);
    const settings = settingsFrom(input, { BatchSize: 10, MaximumBatchingWindowInSeconds: 0 });
    checkQueueSettings(settings, source);
    checkFilters(settings);
    await checkQueue(source, fn, cloud);
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
      if (row.enabled) startPolling(row, cloud);
      return { ...describeMapping(row, cloud, 'Creating'), [HTTP_STATUS]: 202 };
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
    const fn = functionNamed(place.name, cloud, qualifier);
    const settings = settingsFrom(input, settingsOf(old));
    checkQueueSettings(settings, old.source);
    checkFilters(settings);
    await checkQueue(old.source, fn, cloud);
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
      if (row.enabled) startPolling(row, cloud);
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
    cloud.timers.cancel('lambda.window', row.id);
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

function existing(id: string, cloud: Cloud): MappingRow {
  const row = findMapping(id, cloud);
  if (row) return row;
  throw notFound('The resource you requested does not exist.');
}

function sourceOf({ EventSourceArn }: MappingInput): string {
  if (EventSourceArn === undefined) throw invalidParameter('Unrecognized event source.');
  if (EventSourceArn.startsWith('arn:aws:sqs:')) return EventSourceArn;
  throw new NotEmulated(
    `the event source '${EventSourceArn}'`,
    'functions can be mapped to queues',
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
  throw conflict(
    `An event source mapping with SQS arn (" ${row.source} ") and function (" ${row.function} ") already exists. Please update or delete the existing mapping with UUID ${twin.id}`,
  );
}

function transition(old: MappingRow, row: MappingRow): string {
  if (old.enabled === row.enabled) return 'Updating';
  return row.enabled ? 'Enabling' : 'Disabling';
}
