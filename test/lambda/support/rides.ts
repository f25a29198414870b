import { seededChance } from '../../../domain/chance/seeded.ts';
import { aDefinition } from '../../domain/support/builders.ts';
import type { ModelDefinition, ModelDefinitionInput } from '../../../domain/definition/index.ts';

/** A ride with everything that is known of it afterwards. */
export interface Ride {
  readonly at: string;
  readonly miles: number;
  readonly zone: string;
  readonly riders: number;
  readonly total: number;
  readonly tip: number;
}

/** A definition that trains on few rows, fast. */
export function ridesDefinition(changes: Partial<ModelDefinitionInput> = {}): ModelDefinition {
  return aDefinition({
    training: { window: { kind: 'since-change', otherwise: { kind: 'all' } }, minimumRows: 1000, minimumWindowRows: 30 },
    holdout: { share: 0.2, days: 7, minimumRows: 50 },
    gates: [{ kind: 'improvement', metric: 'mae', atLeast: 0.1 }],
    monitors: { everyHours: 24, overDays: 7, minimumRows: 200, drift: { ignore: ['riders'] }, quality: { metric: 'mae', maxIncrease: 0.4 } },
    retraining: { onData: 'until-champion', cooldownHours: 24 * 5, maxPerDay: 2 },
    ...changes,
  });
}

/**
 * Rides of some days from a day on, evenly spread over the hours; `surcharge` is added to each
 * fare.
 */
export function rides(
  from: string, days: number, { perDay = 60, surcharge = 0, zones = ['A', 'B', 'C'] } = {},
): Ride[] {
  const chance = seededChance(`${from} ${surcharge} ${zones.join('')}`);
  return Array.from({ length: days * perDay }, (_, index) => {
    const time = Date.parse(`${from}T00:00:00Z`) + Math.floor((index / perDay) * 86_400_000);
    const miles = Math.round(chance() * 100) / 10;
    const zone = zones[Math.floor(chance() * zones.length)]!;
    const fare = 3 + 2.5 * miles + (zone === 'A' ? 2 : 0) + surcharge + (chance() - 0.5) * 2;
    const tip = Math.round(chance() * 300) / 100;
    return {
      at: new Date(time).toISOString().slice(0, 19).replace('T', ' '),
      miles, zone, riders: 1 + Math.floor(chance() * 3), total: Math.round((fare + tip) * 100) / 100, tip,
    };
  });
}

/** Rides as a file for `uploads/rides/data/`. */
export function asCsv(some: readonly Ride[]): string {
  const lines = some.map(({ at, miles, zone, riders, total, tip }) => [at, miles, zone, riders, total, tip].join(','));
  return ['at,miles,zone,riders,total,tip', ...lines, ''].join('\n');
}

/** Rides as a request to the gateway. */
export function asRequest(some: readonly Ride[]): Omit<Ride, 'total' | 'tip'>[] {
  return some.map(({ total: _total, tip: _tip, ...known }) => known);
}

/** Ground truth of a request as a file for `uploads/rides/labels/`. */
export function asLabels(some: readonly Ride[], inferenceId: string): string {
  const lines = some.map(({ total, tip }, index) => `${inferenceId}:${index},${total},${tip}`);
  return ['inference_id,total,tip', ...lines, ''].join('\n');
}
