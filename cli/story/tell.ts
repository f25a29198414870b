import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Connection } from '../aws/connection.ts';
import { gatewayOf } from '../aws/platform.ts';
import type { PlatformAddress } from '../aws/platform.ts';
import type { ProgressLine } from '../terminal/progress.ts';
import type { Diary } from './diary.ts';
import type { MonthErrors } from './month-errors.ts';
import type { TaxiMonth } from './taxi-months.ts';
import { askAbout, uploadLabels, uploadTrips } from './traffic.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What the story is told with. */
export interface Telling {
  readonly clock: VirtualClock;
  readonly connection: Connection;
  readonly platform: PlatformAddress;
  readonly diary: Diary;
  readonly errors: MonthErrors;
  readonly line: ProgressLine;
}

const DAY = 86_400_000;

/** Uploads months of history, each on the first day after it, and shows the receipts. */
export async function tellHistory(months: readonly TaxiMonth[], telling: Telling): Promise<void> {
  for (const [index, month] of months.entries()) {
    if (telling.diary.lastStep >= `1 ${month.month}`) continue;
    await telling.clock.advanceTo(new Date(nextMonth(month.month)));
    if (index === 2) await uploadAndTell('2018-03-columns-moved.csv', broken(month.csv()), telling);
    await uploadAndTell(`${month.month}.csv`, month.csv(), telling);
    telling.diary.done(`1 ${month.month}`);
  }
}

/**
 * Replays days of traffic. A day's trips are asked about as it begins, and yesterday's ground truth
 * arrives: while the monitors look at the days before.
 */
export async function tellTraffic(months: readonly TaxiMonth[], telling: Telling): Promise<void> {
  const { clock, connection, platform, diary, errors, line } = telling;
  const gateway = gatewayOf(platform, 'taxi-fare');
  for (const month of months) {
    if (diary.lastStep >= `2 ${month.month}-31`) continue;
    const days = [...month.days()].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [day, trips] of days) {
      if (diary.lastStep >= `2 ${day}`) continue;
      line.update(`${day}  ${trips.length} trips`);
      const midnight = Date.parse(`${day}T00:00:00Z`);
      await clock.reach(new Date(midnight));
      const yesterday = new Date(midnight - DAY).toISOString().slice(0, 10);
      const due = diary.asked(yesterday);
      const [asked] = await Promise.all([
        askAbout(trips, gateway, connection),
        due.length > 0 && uploadLabels(yesterday, due, platform.landingBucket, connection),
      ]);
      diary.keepAsked(day, asked);
      diary.done(`2 ${day}`);
    }
    void errors.of(month.month);
    const versions = new Set(diary.asked(`${month.month}-28`).map(({ version }) => `v${version}`));
    const count = days.reduce((sum, [, trips]) => sum + trips.length, 0);
    line.print(`${month.month}  ${count} trips asked about, served by ${[...versions].join(' ')}`);
  }
}

/** Lets the last day's ground truth arrive and everything come to rest. */
export async function tellEnd(
  lastDay: string,
  { clock, connection, platform, diary }: Telling,
): Promise<void> {
  if (diary.lastStep >= '3') return;
  const midnight = Date.parse(`${lastDay}T00:00:00Z`) + DAY;
  await clock.reach(new Date(midnight));
  await uploadLabels(lastDay, diary.asked(lastDay), platform.landingBucket, connection);
  await clock.advanceTo(new Date(midnight + 2 * DAY));
  diary.done('3');
}

async function uploadAndTell(
  name: string,
  csv: string,
  { connection, platform, clock, line }: Telling,
): Promise<void> {
  await uploadTrips(name, csv, platform.landingBucket, connection);
  await clock.advanceTo(new Date((await clock.now()) + 5 * 60_000));
  const receipt = await receiptOf(name, platform.landingBucket, connection);
  line.print(
    `${name.padEnd(26)} ${receipt.status}: ${receipt.rows ? `${receipt.rows.accepted} rows taken, ${receipt.rows.refused} quarantined` : ''}${receipt.status === 'refused' ? ` ${receipt.reason}` : ''}`,
  );
}

interface ShownReceipt {
  readonly status: string;
  readonly reason: string;
  readonly rows?: { readonly accepted: number; readonly refused: number };
}

async function receiptOf(
  name: string,
  Bucket: string,
  { settings }: Connection,
): Promise<ShownReceipt> {
  const client = new S3Client(settings);
  const { Body } = await client.send(
    new GetObjectCommand({ Bucket, Key: `receipts/taxi-fare/data/${name}.json` }),
  );
  return JSON.parse(await Body!.transformToString()) as ShownReceipt;
}

/** A file as somebody sends it who exported the wrong columns. */
function broken(csv: string): string {
  return csv.replace('total_amount', 'amount_total').replace('trip_distance', 'miles');
}

function nextMonth(month: string): number {
  const [year, number] = month.split('-').map(Number);
  return Date.UTC(year!, number!, 1, 6);
}
