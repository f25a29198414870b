import { AwsError } from '../../../errors.ts';
import type { Cloud, Delivery, TimerHandler } from '../../../kernel/index.ts';
import { configNamed } from '../configs.ts';
import { bringIntoService, goBack } from '../endpoints/deploy.ts';
import { findEndpoint } from '../endpoints/endpoint.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';
import { greenFleet } from '../endpoints/fleets.ts';
import { modelNamed } from '../models.ts';
import { serviceSession } from '../role.ts';
import { lengthOf, timeoutOf } from './policy.ts';
import { bakingRollout, rolloutStages } from './rollout.ts';
import type { Rollout } from './rollout.ts';

/** The alarms of a deployment are looked at this often. */
const LOOK_EVERY = 60_000;

const TIMED_OUT =
  'The deployment was rolled back because it took longer than MaximumExecutionTimeoutInSeconds.';

/** Timer of an endpoint whose new fleet is being watched. */
export const watchRollout: TimerHandler = ({ key, cloud }) => {
  cloud.outbox.send('sagemaker.bake', { name: key });
};

/**
 * Outbox row `sagemaker.bake`: goes back when an alarm rings, and ends the old fleet when the time
 * is over.
 */
export async function bake({ payload, cloud }: Delivery<{ name: string }>): Promise<void> {
  const endpoint = findEndpoint(cloud, payload.name);
  const rollout = endpoint && bakingRollout(cloud, endpoint);
  if (!rollout) return;
  const trouble = await troubleOf(cloud, endpoint, rollout);
  if (trouble !== undefined) return goBack(cloud, endpoint, trouble);
  const now = cloud.world.now();
  const end = rollout.began + lengthOf(rolloutStages(cloud, rollout));
  const limit = rollout.began + timeoutOf(rollout.request);
  if (limit < end && now >= limit) return goBack(cloud, endpoint, TIMED_OUT);
  if (now >= end) return bringIntoService(cloud, endpoint, await greenFleet(cloud, endpoint));
  cloud.timers.set('sagemaker.bake', endpoint.name, Math.min(now + LOOK_EVERY, end, limit));
}

interface Alarm {
  readonly AlarmName: string;
  readonly StateValue: string;
}

/** Why a deployment cannot go on: an alarm rings, or cannot be looked at. */
async function troubleOf(
  cloud: Cloud,
  endpoint: Endpoint,
  { request, config }: Rollout,
): Promise<string | undefined> {
  const names = (request.AutoRollbackConfiguration?.Alarms ?? []).map(({ AlarmName }) => AlarmName);
  if (names.length === 0) return undefined;
  const { ModelName } = configNamed(cloud, config).request.ProductionVariants[0]!;
  const role = modelNamed(cloud, ModelName).request.ExecutionRoleArn;
  try {
    const { MetricAlarms = [], CompositeAlarms = [] } = await cloud.call<{
      readonly MetricAlarms?: readonly Alarm[];
      readonly CompositeAlarms?: readonly Alarm[];
    }>(
      'cloudwatch',
      'DescribeAlarms',
      { AlarmNames: names, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
      serviceSession(cloud, role, endpoint.arn),
    );
    return verdict(names, [...MetricAlarms, ...CompositeAlarms]);
  } catch (error) {
    if (error instanceof AwsError) return `Failed to describe alarms: ${error.message}`;
    throw error;
  }
}

function verdict(names: readonly string[], alarms: readonly Alarm[]): string | undefined {
  const ringing = alarms.filter(({ StateValue }) => StateValue === 'ALARM');
  if (ringing.length > 0) {
    const list = ringing.map(({ AlarmName }) => AlarmName).join(', ');
    return `The deployment was rolled back because alarm(s) ${list} went into ALARM.`;
  }
  const missing = names.filter((name) => !alarms.some(({ AlarmName }) => AlarmName === name));
  return missing.length === 0 ? undefined : `Could not find alarm(s) ${missing.join(', ')}.`;
}
