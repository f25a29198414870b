import { createHash } from 'node:crypto';
import type { Cloud } from '../../kernel/index.ts';
import { dynaliteDb } from './dynalite.ts';
import type { Item, TableDefinition } from './dynalite.ts';
import { dynamoError, invalidParameter } from './errors.ts';
import { settingsOf, tableArn, tableRow } from './tables.ts';

/** Which images of an item a stream's records have. */
export type StreamView = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';

/** A row of the streams' table. */
export interface StreamRow {
  readonly arn: string;
  readonly tbl: string;
  readonly label: string;
  readonly view: StreamView;
  /** The table's key schema, JSON. */
  readonly keys: string;
  readonly created: number;
  /** Number before its first record. */
  readonly first: number;
  /** Number of its last record; null while it is open. */
  readonly last: number | null;
}

/** Who deleted an item, where nobody asked for it. */
export const EXPIRY = { type: 'Service', principalId: 'dynamodb.amazonaws.com' } as const;

/** The specification of a stream in a request. */
export interface StreamSpecification {
  readonly StreamEnabled?: boolean;
  readonly StreamViewType?: string;
}

/** Milliseconds for which records are kept. */
const KEPT_MILLIS = 24 * 3_600_000;

const VIEWS = ['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'];

/** Opens a stream of a table and answers its ARN. */
export function openStream(
  table: TableDefinition,
  { StreamViewType: view }: StreamSpecification,
  cloud: Cloud,
): string {
  if (view === undefined)
    throw invalidParameter('StreamViewType must be specified when StreamEnabled is true');
  if (!VIEWS.includes(view)) {
    throw dynamoError(
      'ValidationException',
      `1 validation error detected: Value '${view}' at 'streamSpecification.streamViewType' failed to satisfy constraint: Member must satisfy enum value set: [NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES, KEYS_ONLY]`,
    );
  }
  const now = cloud.world.now();
  const label = new Date(now).toISOString().slice(0, -1);
  const arn = `${tableArn(table.TableName, cloud)}/stream/${label}`;
  cloud.db.run(
    'INSERT OR IGNORE INTO dynamodb_streams VALUES (?, ?, ?, ?, ?, ?, ?, NULL)',
    arn,
    table.TableName,
    label,
    view,
    JSON.stringify(table.KeySchema),
    now,
    newestNumber(cloud),
  );
  return arn;
}

/** Closes a stream: what is in it can be read for a day. */
export function closeStream(arn: string, cloud: Cloud): void {
  cloud.db.run(
    'UPDATE dynamodb_streams SET last = ? WHERE arn = ? AND last IS NULL',
    newestNumber(cloud),
    arn,
  );
}

/** Writes what became of an item into the stream of its table, if that has one. */
export function recordChange(
  name: string,
  change: { readonly before?: Item; readonly after?: Item; readonly by?: typeof EXPIRY },
  cloud: Cloud,
): void {
  const { before, after, by } = change;
  const stream = openStreamOf(name, cloud);
  if (!stream || (before && after && isSame(before, after))) return;
  const now = cloud.world.now();
  cloud.db.run(
    'DELETE FROM dynamodb_records WHERE stream = ? AND at < ?',
    stream.arn,
    now - KEPT_MILLIS,
  );
  const images = {
    Keys: keysOf(stream, (after ?? before)!),
    ...(after && /NEW/.test(stream.view) ? { NewImage: after } : {}),
    ...(before && /OLD/.test(stream.view) ? { OldImage: before } : {}),
  };
  cloud.db.run(
    'INSERT INTO dynamodb_records (stream, at, record) VALUES (?, ?, ?)',
    stream.arn,
    now,
    JSON.stringify({
      eventID: cloud.world.uuid().replaceAll('-', ''),
      eventName: nameOf(before, after),
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: cloud.region,
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(now / 1000),
        ...images,
        SizeBytes: Object.values(images).reduce(
          (sum, item) => sum + dynaliteDb().itemSize(item),
          0,
        ),
        StreamViewType: stream.view,
      },
      ...(by ? { userIdentity: by } : {}),
    }),
  );
  cloud.outbox.announce('dynamodb-stream-ready', { streamArn: stream.arn });
}

/** A record's number on the wire: digits that grow. */
export function sequenceNumber(seq: number): string {
  return String(100_000_000_000_000_000_000n + BigInt(seq));
}

/** The number behind the digits of a request. */
export function numberOf(sequence: string): number {
  return Number(BigInt(sequence) - 100_000_000_000_000_000_000n);
}

/** The name of a stream's one shard. */
export function shardId({ arn, created }: StreamRow): string {
  const hash = createHash('md5').update(arn).digest('hex').slice(0, 8);
  return `shardId-${String(created).padStart(20, '0')}-${hash}`;
}

/** The newest number of all records. */
export function newestNumber(cloud: Cloud): number {
  return (
    cloud.db.get<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'dynamodb_records'")
      ?.seq ?? 0
  );
}

function openStreamOf(name: string, cloud: Cloud): StreamRow | undefined {
  const { stream } = settingsOf(tableRow(name, cloud));
  if (stream === undefined) return undefined;
  return cloud.db.get<StreamRow>(
    'SELECT * FROM dynamodb_streams WHERE arn = ? AND last IS NULL',
    stream,
  );
}

function keysOf(stream: StreamRow, item: Item): Item {
  const names = (JSON.parse(stream.keys) as TableDefinition['KeySchema']).map(
    ({ AttributeName }) => AttributeName,
  );
  return Object.fromEntries(names.map((name) => [name, item[name]!]));
}

function nameOf(before: Item | undefined, after: Item | undefined): string {
  if (!before) return 'INSERT';
  return after ? 'MODIFY' : 'REMOVE';
}

/** A write that changes nothing leaves no record: recorded from AWS. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  const other = new Map(right);
  return (
    left.length === right.length &&
    left.every(([name, value]) => other.has(name) && isSame(value, other.get(name)))
  );
}
