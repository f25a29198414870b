import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Connection } from '../aws/connection.ts';
import { postSigned } from '../aws/signed-request.ts';
import type { Trip } from './taxi-months.ts';

/** What is known when a passenger gets in. */
const REQUEST_COLUMNS = [
  'pickup_datetime',
  'trip_distance',
  'pickup_location_id',
  'dropoff_location_id',
  'passenger_count',
  'rate_code_id',
];

/** What comes with the ground truth. */
const LABEL_COLUMNS = ['total_amount', 'tip_amount'];

/** A trip that was asked about. */
export interface Asked {
  readonly inferenceId: string;
  readonly version: number;
  /** Null where the gateway refused the row. */
  readonly predicted: number | null;
  /** The trip's columns that a model may see, for asking another model later. */
  readonly request: Readonly<Record<string, string>>;
  readonly truth: readonly string[];
}

interface Answer {
  readonly version: number;
  readonly inference_id: string;
  readonly predictions: readonly (number | null)[];
}

/** Asks the gateway about one day's trips, in one request. */
export async function askAbout(
  trips: readonly Trip[],
  gateway: string,
  connection: Connection,
): Promise<readonly Asked[]> {
  const rows = trips.map((trip) =>
    Object.fromEntries(REQUEST_COLUMNS.map((name) => [name, trip[name] ?? ''])),
  );
  const answer = (await postSigned(connection, gateway, { rows })) as Answer;
  return rows.map((request, index) => ({
    inferenceId: `${answer.inference_id}:${index}`,
    version: answer.version,
    predicted: answer.predictions[index] ?? null,
    request,
    truth: LABEL_COLUMNS.map((name) => trips[index]![name] ?? ''),
  }));
}

/** Uploads the ground truth of one day. */
export async function uploadLabels(
  day: string,
  asked: readonly Asked[],
  bucket: string,
  { settings }: Connection,
): Promise<void> {
  const lines = asked.map(({ inferenceId, truth }) => [inferenceId, ...truth].join(','));
  const Body = [['inference_id', ...LABEL_COLUMNS].join(','), ...lines, ''].join('\n');
  await clientOf(settings).send(
    new PutObjectCommand({ Bucket: bucket, Key: `uploads/taxi-fare/labels/${day}.csv`, Body }),
  );
}

/** Uploads a file of trips. */
export async function uploadTrips(
  name: string,
  Body: string,
  bucket: string,
  { settings }: Connection,
): Promise<void> {
  await clientOf(settings).send(
    new PutObjectCommand({ Bucket: bucket, Key: `uploads/taxi-fare/data/${name}`, Body }),
  );
}

let client: S3Client | undefined;

function clientOf(settings: Connection['settings']): S3Client {
  return (client ??= new S3Client(settings));
}
