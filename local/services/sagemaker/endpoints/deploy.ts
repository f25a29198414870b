import { AwsError } from '../../../errors.ts';
import type { Cloud, Delivery } from '../../../kernel/index.ts';
import { configNamed } from '../configs.ts';
import { JobFailure } from '../errors.ts';
import { announceState } from '../events.ts';
import { tagsOf } from '../tags.ts';
import { findEndpoint, saveEndpoint, summariesOf } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { fleetsOf, startFleet } from './fleet.ts';
import type { Fleet } from './fleet.ts';

/** Statuses as events spell them. */
const EVENT_STATUS: Readonly<Record<Endpoint['status'], string>> = {
  Creating: 'CREATING',
  Updating: 'UPDATING',
  InService: 'IN_SERVICE',
  Deleting: 'DELETING',
  Failed: 'FAILED',
  RollingBack: 'ROLLING_BACK',
};

/**
 * Outbox row `sagemaker.deploy`: brings an endpoint's pending configuration into service, or goes
 * back.
 */
export async function deployEndpoint({
  payload,
  cloud,
}: Delivery<{ name: string; config: string }>): Promise<void> {
  const endpoint = findEndpoint(cloud, payload.name);
  if (!endpoint || endpoint.pending !== payload.config) return;
  const end = cloud.activity.begin(`endpoint ${endpoint.name}`);
  try {
    const fleet = await startFleet(cloud, endpoint, configNamed(cloud, payload.config));
    await bringIntoService(cloud, endpoint, fleet);
  } catch (error) {
    goBack(cloud, endpoint, reasonOf(error));
  } finally {
    end();
  }
}

/** The fleet of an endpoint in service; started again when the cloud was stopped meanwhile. */
export async function runningFleet(cloud: Cloud, endpoint: Endpoint): Promise<Fleet> {
  const fleets = fleetsOf(cloud);
  const running = fleets.get(endpoint.name);
  if (running?.config === endpoint.config && isWhole(running)) return running;
  const started = await startFleet(cloud, endpoint, configNamed(cloud, endpoint.config));
  const other = fleets.get(endpoint.name);
  if (other?.config === endpoint.config && isWhole(other)) {
    await started.end();
    return other;
  }
  fleets.set(endpoint.name, started);
  await other?.end();
  return started;
}

/** True while every program of a fleet runs. */
function isWhole(fleet: Fleet): boolean {
  return [...fleet.variants.values()].every(({ program }) => program.running);
}

/** Ends the programs of an endpoint that is gone. */
export async function endFleet({ payload, cloud }: Delivery<{ name: string }>): Promise<void> {
  const fleet = fleetsOf(cloud).get(payload.name);
  if (findEndpoint(cloud, payload.name) || !fleet) return;
  fleetsOf(cloud).delete(payload.name);
  await fleet.end();
}

/** Writes how an endpoint stands and tells EventBridge. */
export function putEndpoint(cloud: Cloud, endpoint: Endpoint): void {
  cloud.db.transaction(() => {
    saveEndpoint(cloud, endpoint);
    tellEndpoint(cloud, endpoint);
  });
}

/** Tells EventBridge how an endpoint stands. */
export function tellEndpoint(cloud: Cloud, endpoint: Endpoint): void {
  announceState(cloud, 'SageMaker Endpoint State Change', endpoint.arn, {
    EndpointName: endpoint.name,
    EndpointArn: endpoint.arn,
    EndpointConfigName: endpoint.config,
    ProductionVariants: endpoint.variants,
    EndpointStatus: EVENT_STATUS[endpoint.status],
    CreationTime: endpoint.created,
    LastModifiedTime: endpoint.modified,
    ...(endpoint.reason === undefined ? {} : { FailureReason: endpoint.reason }),
    Tags: Object.fromEntries(tagsOf(cloud, endpoint.arn).map(({ Key, Value }) => [Key, Value])),
  });
}

async function bringIntoService(cloud: Cloud, before: Endpoint, fleet: Fleet): Promise<void> {
  const endpoint = findEndpoint(cloud, before.name);
  if (endpoint?.pending !== fleet.config) return fleet.end();
  const old = fleetsOf(cloud).get(endpoint.name);
  const now = cloud.world.now();
  fleetsOf(cloud).set(endpoint.name, fleet);
  putEndpoint(cloud, {
    ...endpoint,
    config: fleet.config,
    pending: undefined,
    status: 'InService',
    reason: undefined,
    modified: now,
    ...summariesOf(configNamed(cloud, fleet.config), fleet.images, now),
  });
  await old?.end();
}

/** A new endpoint fails; an updated one goes on with the configuration of before. */
function goBack(cloud: Cloud, before: Endpoint, reason: string): void {
  const endpoint = findEndpoint(cloud, before.name);
  if (!endpoint || endpoint.pending !== before.pending) return;
  const modified = cloud.world.now();
  const status = endpoint.status === 'Creating' ? 'Failed' : 'InService';
  if (status === 'InService') tellEndpoint(cloud, { ...endpoint, status: 'RollingBack', modified });
  putEndpoint(cloud, { ...endpoint, pending: undefined, status, reason, modified });
}

function reasonOf(error: unknown): string {
  if (error instanceof JobFailure || error instanceof AwsError) return error.message.slice(0, 1024);
  throw error;
}
