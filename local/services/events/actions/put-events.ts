import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { busName, busPermission, busRow } from '../buses.ts';
import { eventOf } from '../pattern/event-text.ts';
import { parseJsonText } from '../pattern/json-text.ts';
import { route } from '../routing.ts';
import type { BusEvent } from '../routing.ts';

/** An entry of PutEvents. */
export interface EventEntry {
  readonly Source?: string;
  readonly DetailType?: string;
  readonly Detail?: string;
  readonly EventBusName?: string;
  readonly Resources?: readonly string[];
  readonly Time?: Date;
  readonly TraceHeader?: string;
}

/** Input of PutEvents. */
export interface PutEventsInput {
  readonly Entries: readonly EventEntry[];
  readonly EndpointId?: string;
}

/** Bytes of all entries of a call. Source: EventBridge quotas. */
const MAX_BYTES = 262_144;
const MAX_ENTRIES = 10;

/** PutEvents: each entry succeeds or fails by itself; one to a bus that is not there vanishes. */
export const putEvents = action(
  'PutEvents',
  ({ Entries }: PutEventsInput, { cloud }) =>
    Entries.map(({ EventBusName, Source = '', DetailType = '' }) =>
      busPermission('PutEvents', busName(EventBusName), cloud, {
        'events:source': Source,
        'events:detail-type': DetailType,
        'events:eventBusInvocation': 'false',
      }),
    ),
  ({ Entries, EndpointId }, { cloud }) => {
    if (EndpointId !== undefined)
      throw new AwsError('ValidationException', 'The local cloud offers no global endpoints.');
    if (Entries.length > MAX_ENTRIES) throw tooMany(Entries);
    if (Entries.reduce((sum, entry) => sum + bytesOf(entry), 0) > MAX_BYTES)
      throw new AwsError(
        'ValidationException',
        'Total size of the entries in the request is over the limit.',
      );
    const results = Entries.map((entry) => put(entry, cloud));
    return {
      FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length,
      Entries: results,
    };
  },
);

interface EntryResult {
  readonly EventId?: string;
  readonly ErrorCode?: string;
  readonly ErrorMessage?: string;
}

function put(entry: EventEntry, cloud: Cloud): EntryResult {
  const refusal = refusalOf(entry);
  if (refusal) return refusal;
  const bus = busName(entry.EventBusName);
  const id = cloud.world.uuid();
  const time = new Date(entry.Time?.getTime() ?? cloud.world.now());
  const event: BusEvent = {
    version: '0',
    id,
    'detail-type': entry.DetailType,
    source: entry.Source,
    account: cloud.accountId,
    time: time.toISOString().replace(/\.\d+Z$/, 'Z'),
    region: cloud.region,
    resources: entry.Resources ?? [],
    detail: parseDetail(entry.Detail!),
  };
  const seen = { ...event, detail: eventOf(parseJsonText(entry.Detail!)) };
  if (busRow(bus, cloud)) route(bus, event, cloud, seen);
  return { EventId: id };
}

function refusalOf(entry: EventEntry): EntryResult | undefined {
  const missing = (['Source', 'DetailType', 'Detail'] as const).find((name) => !entry[name]);
  if (missing)
    return {
      ErrorCode: 'InvalidArgument',
      ErrorMessage: `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`,
    };
  if (parseDetail(entry.Detail!) === undefined)
    return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  if (/^aws\./.test(entry.Source!))
    return {
      ErrorCode: 'NotAuthorizedForSourceException',
      ErrorMessage: 'Not authorized for the source.',
    };
  return undefined;
}

function parseDetail(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Source: EventBridge user guide, calculating PutEvents event entry size. */
function bytesOf({ Time, Source = '', DetailType = '', Detail = '', Resources = [] }: EventEntry) {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), Time ? 14 : 0);
}

/** Names every entry in full, as AWS does. */
function tooMany(entries: readonly EventEntry[]): AwsError {
  const shown = entries.map(
    ({ Time, Source, Resources, DetailType, Detail, EventBusName, TraceHeader }) =>
      `PutEventsRequestEntry(time=${Time ? Time.toUTCString() : null}, source=${Source ?? null}, ` +
      `resources=${Resources ? `[${Resources.join(', ')}]` : null}, ` +
      `detailType=${DetailType ?? null}, detail=${Detail ?? null}, ` +
      `eventBusName=${EventBusName ?? null}, traceHeader=${TraceHeader ?? null}, ` +
      'kmsKeyIdentifier=null, internalMetadata=null)',
  );
  return new AwsError(
    'ValidationException',
    `1 validation error detected: Value '[${shown.join(', ')}]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to ${MAX_ENTRIES}`,
  );
}
