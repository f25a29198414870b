/** What SageMaker says of an endpoint. */
export interface ObservedEndpoint {
  readonly status: string;
  readonly configName: string | undefined;
  readonly failureReason: string | undefined;
  readonly pending: boolean;
}

/** Whether an endpoint may be promoted. */
export interface EndpointVerdict {
  readonly status: 'creating' | 'ready' | 'failed';
  readonly reason: string;
}

const WAIT: readonly string[] = ['Creating', 'Updating', 'SystemUpdating', 'RollingBack'];

/**
 * Judges an endpoint. In service is not enough: after an automatic rollback it is in service again, with
 * the old config. So success is in service, with the config that was asked for, and no deployment pending.
 */
export function judgeEndpoint(observed: ObservedEndpoint | null, configName: string): EndpointVerdict {
  if (observed === null) return { status: 'failed', reason: 'the endpoint is gone' };
  if (WAIT.includes(observed.status) || (observed.status === 'InService' && observed.pending)) {
    return { status: 'creating', reason: `the endpoint is ${observed.status}` };
  }
  if (observed.status !== 'InService') {
    return { status: 'failed', reason: `the endpoint is ${observed.status}: ${observed.failureReason ?? 'no reason given'}` };
  }
  return observed.configName === configName
    ? { status: 'ready', reason: 'the endpoint is in service' }
    : { status: 'failed', reason: `the endpoint serves config ${observed.configName ?? 'unknown'}, not ${configName}` };
}

/** Share by which an endpoint's answer may differ from the transform job's for the same row. */
const TOLERANCE = 1e-4;

/**
 * Compares answers of the endpoint with those of the transform job; null when they agree, else what
 * differs.
 */
export function compareAnswers(
  expected: readonly (readonly number[])[], given: readonly (readonly number[])[],
): string | null {
  for (const [row, numbers] of expected.entries()) {
    for (const [index, number] of numbers.entries()) {
      const other = given[row]?.[index] ?? NaN;
      const near = Math.abs(other - number) <= TOLERANCE * Math.max(1, Math.abs(number));
      if (!near) return `row ${row}: the endpoint answers ${other}, the evaluated model ${number}`;
    }
  }
  return null;
}
