import { AwsError } from '../../../errors.ts';
import type { Cloud, Delivery } from '../../../kernel/index.ts';
import { configNamed } from '../configs.ts';
import { JobFailure } from '../errors.ts';
import { announceState } from '../events.ts';
import { isPlain } from '../rollout/policy.ts';
import { findRollout, saveRollout } from '../rollout/rollout.ts';
import { tagsOf } from '../tags.ts';
import { findEndpoint, saveEndpoint, summariesOf } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { startFleet } from './fleet.ts';
import type { Fleet } from './fleet.ts';
import { fleetsOf } from './fleets.ts';
import { configToCome } from './retained.ts';

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
    await handOver(cloud, endpoint, fleet);
  } catch (error) {
    await goBack(cloud, endpoint, reasonOf(error));
  } finally {
    end();
  }
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

/** The new fleet takes over at once, or bit by bit while it is watched. */
async function handOver(cloud: Cloud, before: Endpoint, fleet: Fleet): Promise<void> {
  const endpoint = findEndpoint(cloud, before.name);
  if (endpoint?.pending !== fleet.config) return fleet.end();
  const rollout = findRollout(cloud, endpoint.name);
  if (
    endpoint.status !== 'Updating' ||
    rollout?.config !== fleet.config ||
    isPlain(rollout.request)
  )
    return bringIntoService(cloud, endpoint, fleet);
  fleetsOf(cloud, 'green').set(endpoint.name, fleet);
  cloud.db.transaction(() => {
    saveRollout(cloud, endpoint.name, { ...rollout, began: cloud.world.now() });
    cloud.outbox.send('sagemaker.bake', { name: endpoint.name });
  });
}

/** The new fleet takes over, and the old one is ended. */
export async function bringIntoService(
  cloud: Cloud,
  before: Endpoint,
  fleet: Fleet,
): Promise<void> {
  const endpoint = findEndpoint(cloud, before.name);
  if (endpoint?.pending !== fleet.config) return fleet.end();
  const old = fleetsOf(cloud).get(endpoint.name);
  const now = cloud.world.now();
  fleetsOf(cloud).set(endpoint.name, fleet);
  fleetsOf(cloud, 'green').delete(endpoint.name);
  putEndpoint(cloud, {
    ...endpoint,
    config: fleet.config,
    pending: undefined,
    status: 'InService',
    reason: undefined,
    modified: now,
    ...summariesOf(configToCome(cloud, endpoint, fleet.config), fleet.images, now),
    retained: undefined,
  });
  await old?.end();
}

/** A new endpoint fails; an updated one goes on with the configuration of before. */
export async function goBack(cloud: Cloud, before: Endpoint, reason: string): Promise<void> {
  const endpoint = findEndpoint(cloud, before.name);
  if (!endpoint || endpoint.pending !== before.pending) return;
  const modified = cloud.world.now();
  const status = endpoint.status === 'Creating' ? 'Failed' : 'InService';
  if (status === 'InService') tellEndpoint(cloud, { ...endpoint, status: 'RollingBack', modified });
  const back = { pending: undefined, retained: undefined };
  putEndpoint(cloud, { ...endpoint, ...back, status, reason, modified });
  const green = fleetsOf(cloud, 'green').get(endpoint.name);
  fleetsOf(cloud, 'green').delete(endpoint.name);
  await green?.end();
}

function reasonOf(error: unknown): string {
  if (error instanceof JobFailure || error instanceof AwsError) return error.message.slice(0, 1024);
  throw error;
}
