import { validationException } from '../errors.ts';

/** A part of a fleet. */
interface CapacitySize {
  readonly Type: 'INSTANCE_COUNT' | 'CAPACITY_PERCENT';
  readonly Value: number;
}

/** How the traffic goes over from the old fleet to the new one. */
interface TrafficRouting {
  readonly Type: 'ALL_AT_ONCE' | 'CANARY' | 'LINEAR';
  readonly WaitIntervalInSeconds: number;
  readonly CanarySize?: CapacitySize;
  readonly LinearStepSize?: CapacitySize;
}

/** DeploymentConfig of UpdateEndpoint. */
export interface DeploymentConfig {
  readonly BlueGreenUpdatePolicy?: {
    readonly TrafficRoutingConfiguration?: TrafficRouting;
    readonly TerminationWaitInSeconds?: number;
    readonly MaximumExecutionTimeoutInSeconds?: number;
  };
  readonly RollingUpdatePolicy?: {
    readonly MaximumBatchSize: CapacitySize;
    readonly WaitIntervalInSeconds: number;
    readonly MaximumExecutionTimeoutInSeconds?: number;
  };
  readonly AutoRollbackConfiguration?: {
    readonly Alarms?: readonly { readonly AlarmName: string }[];
  };
}

/** So much of the traffic goes to the new fleet, for so long. */
export interface Stage {
  readonly share: number;
  readonly seconds: number;
}

/** Throws unless a fleet of so many instances can be deployed like this. */
export function checkDeployment(config: DeploymentConfig, instances: number): void {
  const { BlueGreenUpdatePolicy: blueGreen, RollingUpdatePolicy: rolling } = config;
  if (blueGreen && rolling) {
    throw validationException(
      'Only one of BlueGreenUpdatePolicy and RollingUpdatePolicy can be specified.',
    );
  }
  checkTimeout(config, instances);
  const routing = blueGreen?.TrafficRoutingConfiguration;
  const kind = rolling ? 'ROLLING' : routing?.Type;
  if (kind === undefined || kind === 'ALL_AT_ONCE') return;
  if (instances < 2) {
    throw validationException(
      `${kind} traffic routing needs at least two instances in each production variant.`,
    );
  }
  const size =
    rolling?.MaximumBatchSize ??
    (kind === 'CANARY' ? routing?.CanarySize : routing?.LinearStepSize);
  const member = { ROLLING: 'MaximumBatchSize', CANARY: 'CanarySize', LINEAR: 'LinearStepSize' };
  if (!size) throw validationException(`${member[kind]} must be specified for ${kind}.`);
  const share = shareOf(size, instances);
  if (share <= 0 || share > 0.5) {
    throw validationException(
      `${member[kind]} must be at most 50% of the instances of each production variant.`,
    );
  }
}

/**
 * A deployment may take 600 to 28,800 seconds at most; the waits of a blue/green one alone must take
 * less. Source: SageMaker API reference, BlueGreenUpdatePolicy and RollingUpdatePolicy.
 */
function checkTimeout(config: DeploymentConfig, instances: number): void {
  const [policy, timeout] = config.RollingUpdatePolicy
    ? ['rollingUpdatePolicy', config.RollingUpdatePolicy.MaximumExecutionTimeoutInSeconds]
    : ['blueGreenUpdatePolicy', config.BlueGreenUpdatePolicy?.MaximumExecutionTimeoutInSeconds];
  if (timeout === undefined) return;
  if (timeout < 600 || timeout > 28_800) {
    const bound = timeout < 600 ? 'greater than or equal to 600' : 'less than or equal to 28800';
    throw validationException(
      `1 validation error detected: Value '${timeout}' at 'deploymentConfig.${policy}.maximumExecutionTimeoutInSeconds' ` +
        `failed to satisfy constraint: Member must have value ${bound}`,
    );
  }
  if (!config.RollingUpdatePolicy && timeout * 1000 <= lengthOf(stagesOf(config, instances))) {
    throw validationException(
      'MaximumExecutionTimeoutInSeconds must be larger than the total waiting time of the deployment.',
    );
  }
}

/** The steps in which the traffic goes over; the old fleet stays until the last is over. */
export function stagesOf(config: DeploymentConfig, instances: number): readonly Stage[] {
  const { BlueGreenUpdatePolicy: blueGreen, RollingUpdatePolicy: rolling } = config;
  if (rolling) {
    const wait = rolling.WaitIntervalInSeconds;
    return steps(shareOf(rolling.MaximumBatchSize, instances), wait, wait);
  }
  const routing = blueGreen?.TrafficRoutingConfiguration;
  const last = blueGreen?.TerminationWaitInSeconds ?? 0;
  if (routing?.Type === 'CANARY' && routing.CanarySize) {
    return [
      { share: shareOf(routing.CanarySize, instances), seconds: routing.WaitIntervalInSeconds },
      { share: 1, seconds: last },
    ];
  }
  if (routing?.Type === 'LINEAR' && routing.LinearStepSize)
    return steps(shareOf(routing.LinearStepSize, instances), routing.WaitIntervalInSeconds, last);
  return [{ share: 1, seconds: last }];
}

/** True when a new fleet takes over as soon as it is healthy. */
export function isPlain(config: DeploymentConfig): boolean {
  return lengthOf(stagesOf(config, 1)) === 0 && !config.AutoRollbackConfiguration?.Alarms?.length;
}

/** How long a deployment may take, in milliseconds. */
export function timeoutOf({
  BlueGreenUpdatePolicy,
  RollingUpdatePolicy,
}: DeploymentConfig): number {
  const policy = RollingUpdatePolicy ?? BlueGreenUpdatePolicy;
  return (policy?.MaximumExecutionTimeoutInSeconds ?? Number.POSITIVE_INFINITY) * 1000;
}

/** How long all stages take together, in milliseconds. */
export function lengthOf(stages: readonly Stage[]): number {
  return stages.reduce((total, { seconds }) => total + seconds * 1000, 0);
}

/** The part of the traffic that goes to the new fleet so many milliseconds after the start. */
export function shareAfter(stages: readonly Stage[], elapsed: number): number {
  let end = 0;
  return stages.find(({ seconds }) => (end += seconds * 1000) > elapsed)?.share ?? 1;
}

function shareOf({ Type, Value }: CapacitySize, instances: number): number {
  return Type === 'INSTANCE_COUNT' ? Value / instances : Value / 100;
}

function steps(share: number, wait: number, last: number): Stage[] {
  const count = Math.ceil(1 / share);
  return Array.from({ length: count }, (_, step) => ({
    share: Math.min(1, (step + 1) * share),
    seconds: step === count - 1 ? last : wait,
  }));
}
