import type { Cloud, Delivery } from '../../../kernel/index.ts';
import { configNamed } from '../configs.ts';
import { findEndpoint } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { startFleet } from './fleet.ts';
import type { Fleet } from './fleet.ts';

/** The fleet in service is blue, the one that is to take over is green. */
export type FleetColor = 'blue' | 'green';

type Fleets = Readonly<Record<FleetColor, Map<string, Fleet>>>;

const fleets = new WeakMap<Cloud, Fleets>();

/** The fleets that run, by the name of their endpoint. */
export function fleetsOf(cloud: Cloud, color: FleetColor = 'blue'): Map<string, Fleet> {
  const known = fleets.get(cloud) ?? { blue: new Map(), green: new Map() };
  fleets.set(cloud, known);
  return known[color];
}

/** The fleet of an endpoint in service; started again when the cloud was stopped meanwhile. */
export function blueFleet(cloud: Cloud, endpoint: Endpoint): Promise<Fleet> {
  return runningFleet(cloud, endpoint, { color: 'blue', config: endpoint.config });
}

/** The fleet that is to take over. */
export function greenFleet(cloud: Cloud, endpoint: Endpoint): Promise<Fleet> {
  return runningFleet(cloud, endpoint, {
    color: 'green',
    config: endpoint.pending ?? endpoint.config,
  });
}

async function runningFleet(
  cloud: Cloud,
  endpoint: Endpoint,
  { color, config }: { readonly color: FleetColor; readonly config: string },
): Promise<Fleet> {
  const known = fleetsOf(cloud, color);
  const running = known.get(endpoint.name);
  if (running?.config === config && isWhole(running)) return running;
  const started = await startFleet(cloud, endpoint, configNamed(cloud, config));
  const other = known.get(endpoint.name);
  if (other?.config === config && isWhole(other)) {
    await started.end();
    return other;
  }
  known.set(endpoint.name, started);
  await other?.end();
  return started;
}

/** True while every program of a fleet runs. */
function isWhole(fleet: Fleet): boolean {
  return [...fleet.variants.values()].every(({ program }) => program.running);
}

/** Ends the programs of an endpoint that is gone. */
export async function endFleet({ payload, cloud }: Delivery<{ name: string }>): Promise<void> {
  if (findEndpoint(cloud, payload.name)) return;
  for (const color of ['blue', 'green'] as const) {
    const fleet = fleetsOf(cloud, color).get(payload.name);
    fleetsOf(cloud, color).delete(payload.name);
    await fleet?.end();
  }
}
