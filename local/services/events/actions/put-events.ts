import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { route } from '../routing.ts';
import type { BusEvent } from '../routing.ts';
import { busName, busPermission, requireBus } from '../rules.ts';

/** An entry of PutEvents. */
export interface EventEntry {
  readonly Source?: string;
  readonly DetailType?: string;
  readonly Detail?: string;
  readonly EventBusName?: string;
  readonly Resources?: readonly string[];
  readonly Time?: Date;
}

/** PutEvents: each entry succeeds or fails by itself. */
export const putEvents = action(
  'PutEvents',
  ({ Entries }: { readonly Entries: readonly EventEntry[] }, { cloud }) =>
    [...new Set(Entries.map(({ EventBusName }) => busName(EventBusName)))].map((bus) =>
      busPermission('PutEvents', bus, cloud),
    ),
  ({ Entries }, { cloud }) => {
    if (Entries.length > 10) {
      throw new AwsError(
        'ValidationException',
        "1 validation error detected: Value '[PutEventsRequestEntry]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10",
      );
    }
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
  const missing = (['Source', 'DetailType', 'Detail'] as const).find((name) => !entry[name]);
  if (missing)
    return {
      ErrorCode: 'InvalidArgument',
      ErrorMessage: `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`,
    };
  const detail = parseDetail(entry.Detail!);
  if (detail === undefined)
    return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const bus = busName(entry.EventBusName);
  requireBus(bus, cloud);
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
    detail,
  };
  route(bus, event, cloud);
  return { EventId: id };
}

function parseDetail(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
