import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { LabelledMatrix } from '../../domain/boosting/index.ts';

const FEATURES = [
  'trip_distance', 'pickup_location_id', 'dropoff_location_id', 'passenger_count', 'rate_code_id',
];
const LARGEST_TOTAL = 300;
const LARGEST_DISTANCE = 100;

/** Trips of some months: the fare without tip, and what is known before the ride. */
export function taxiTrips(folder: string, from: number, to: number): LabelledMatrix {
  const files = readdirSync(folder).filter(
    (name) => name.endsWith('.csv.gz')
  ).sort().slice(from, to);
  const rows = files.flatMap(
    (name) => tripsOf(gunzipSync(readFileSync(join(folder, name))).toString('utf8'))
  );
  const columns = FEATURES.length + 2;
  const values = new Float32Array(rows.length * columns);
  rows.forEach((row, i) => values.set(row.slice(1), i * columns));
  return { rows: rows.length, columns, values, labels: Float32Array.from(rows, (row) => row[0]!) };
}

function tripsOf(csv: string): number[][] {
  const [header = '', ...lines] = csv.trim().split('\n');
  const names = header.trim().split(',');
  const at = (name: string) => names.indexOf(name);
  const places = FEATURES.map(at);
  const [total, tip, time] = [at('total_amount'), at('tip_amount'), at('pickup_datetime')];
  return lines.map((line) => line.trim().split(',')).flatMap((fields) => {
    const features = places.map((place) => (fields[place] ? Number(fields[place]) : NaN));
    const paid = Number(fields[total]);
    const pickup = new Date(`${fields[time]!.slice(0, 19).replace(' ', 'T')}Z`);
    const fits = paid >= 0 && paid <= LARGEST_TOTAL && features[0]! >= 0
      && features[0]! <= LARGEST_DISTANCE;
    return fits
      ? [[paid - Number(fields[tip]), ...features, pickup.getUTCHours(), pickup.getUTCDay()]]
      : [];
  });
}
