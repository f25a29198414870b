import type { Cloud } from '../../../kernel/index.ts';
import { configNamed } from '../configs.ts';
import type { EndpointConfig } from '../configs.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';
import { shareAfter, stagesOf } from './policy.ts';
import type { DeploymentConfig, Stage } from './policy.ts';

/** The deployment of an endpoint: the one under way, or the last one. */
export interface Rollout {
  readonly config: string;
  readonly request: DeploymentConfig;
  /** When the new fleet began to get traffic. */
  readonly began?: number;
}

interface RolloutRow {
  readonly config: string;
  readonly request: string;
  readonly began: number | null;
}

/** The deployment that was asked for last. */
export function findRollout(cloud: Cloud, endpoint: string): Rollout | undefined {
  const row = cloud.db.get<RolloutRow>(
    'SELECT config, request, began FROM sagemaker_rollouts WHERE endpoint = ?',
    endpoint,
  );
  if (!row) return undefined;
  // Written by saveRollout.
  const request = JSON.parse(row.request) as DeploymentConfig;
  return { config: row.config, request, began: row.began ?? undefined };
}

/** Writes how an endpoint is deployed. */
export function saveRollout(cloud: Cloud, endpoint: string, rollout: Rollout): void {
  cloud.db.run(
    'INSERT OR REPLACE INTO sagemaker_rollouts (endpoint, config, request, began) VALUES (?, ?, ?, ?)',
    endpoint,
    rollout.config,
    JSON.stringify(rollout.request),
    rollout.began ?? null,
  );
}

/** Forgets how an endpoint was deployed. */
export function dropRollout(cloud: Cloud, endpoint: string): void {
  cloud.db.run('DELETE FROM sagemaker_rollouts WHERE endpoint = ?', endpoint);
  cloud.timers.cancel('sagemaker.bake', endpoint);
}

/** The deployment whose new fleet gets traffic beside the old one. */
export function bakingRollout(
  cloud: Cloud,
  endpoint: Endpoint,
): (Rollout & { readonly began: number }) | undefined {
  if (endpoint.status !== 'Updating') return undefined;
  const rollout = findRollout(cloud, endpoint.name);
  if (!rollout || rollout.began === undefined || rollout.config !== endpoint.pending)
    return undefined;
  return { ...rollout, began: rollout.began };
}

/** The stages of a deployment. */
export function rolloutStages(cloud: Cloud, { request, config }: Rollout): readonly Stage[] {
  return stagesOf(request, instancesOf(configNamed(cloud, config)));
}

/** The part of the traffic that goes to the new fleet now. */
export function shareNow(cloud: Cloud, rollout: Rollout & { readonly began: number }): number {
  return shareAfter(rolloutStages(cloud, rollout), cloud.world.now() - rollout.began);
}

/** The instances of the smallest variant. */
export function instancesOf({ request }: EndpointConfig): number {
  return Math.min(
    ...request.ProductionVariants.map(({ InitialInstanceCount = 1 }) => InitialInstanceCount),
  );
}
