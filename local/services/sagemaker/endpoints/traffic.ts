import { AwsError } from '../../../errors.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { bakingRollout, shareNow } from '../rollout/rollout.ts';
import { summariesOf } from './endpoint.ts';
import type { Endpoint, VariantSummary } from './endpoint.ts';
import type { Fleet } from './fleet.ts';
import { blueFleet, greenFleet } from './fleets.ts';
import { configToCome } from './retained.ts';

/** Programs, and the variants they stand for. */
export interface Staffed {
  readonly fleet: Fleet;
  readonly variants: readonly VariantSummary[];
  readonly shadows: readonly VariantSummary[];
}

/** The fleet that a request goes to: during a deployment, one of two. */
export async function fleetFor(cloud: Cloud, endpoint: Endpoint): Promise<Staffed> {
  const rollout = bakingRollout(cloud, endpoint);
  if (rollout && cloud.world.random() < shareNow(cloud, rollout)) {
    const fleet = await greenFleet(cloud, endpoint);
    const config = configToCome(cloud, endpoint, rollout.config);
    return { fleet, ...summariesOf(config, fleet.images, rollout.began) };
  }
  const { variants, shadows } = endpoint;
  return { fleet: await blueFleet(cloud, endpoint), variants, shadows };
}

/** The variant that is asked for, or one by weight. */
export function variantFor(
  cloud: Cloud,
  variants: readonly VariantSummary[],
  target: string | undefined,
): VariantSummary {
  if (target !== undefined) {
    const found = variants.find(({ VariantName }) => VariantName === target);
    if (found) return found;
    throw new AwsError('ValidationError', `Variant ${target} not found for Request`, {
      status: 400,
    });
  }
  let chance =
    cloud.world.random() * variants.reduce((total, { CurrentWeight }) => total + CurrentWeight, 0);
  return variants.find(({ CurrentWeight }) => (chance -= CurrentWeight) < 0) ?? variants[0]!;
}

/** The shadow that gets a copy of a request: as many as its weight is of the other variant's. */
export function shadowFor(
  cloud: Cloud,
  { shadows }: Pick<Endpoint, 'shadows'>,
  answering: VariantSummary,
): VariantSummary | undefined {
  return shadows.find(
    ({ CurrentWeight }) => cloud.world.random() * answering.CurrentWeight < CurrentWeight,
  );
}
