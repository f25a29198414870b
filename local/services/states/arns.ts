import type { Cloud } from '../../kernel/index.ts';
import { invalidName } from './errors.ts';

/** Characters that names of state machines, executions and activities must not have. */
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ufffe\uffff]/u;

/** Throws InvalidName unless the name is of the allowed characters and at most 80 long. */
export function checkName(name: string): void {
  if (name === '' || name.length > 80 || FORBIDDEN.test(name)) throw invalidName(name);
}

/** The ARN of a state machine. */
export function machineArn(cloud: Cloud, name: string): string {
  return `${prefix(cloud)}:stateMachine:${name}`;
}

/** The ARN of an activity. */
export function activityArn(cloud: Cloud, name: string): string {
  return `${prefix(cloud)}:activity:${name}`;
}

/**
 * The ARN of an execution of a state machine. Express executions have an id of their own beside the
 * name.
 */
export function executionArn(cloud: Cloud, machine: string, name: string, type: string): string {
  return type === 'EXPRESS'
    ? `${prefix(cloud)}:express:${machine}:${name}:${cloud.world.uuid()}`
    : `${prefix(cloud)}:execution:${machine}:${name}`;
}

/** The ARN of the state machine without a version or alias behind it, and what stood behind it. */
export function splitMachineArn(arn: string): {
  readonly machine: string;
  readonly qualifier?: string;
} {
  const parts = arn.split(':');
  return { machine: parts.slice(0, 7).join(':'), qualifier: parts[7] };
}

function prefix(cloud: Cloud): string {
  return `arn:${cloud.partition}:states:${cloud.region}:${cloud.accountId}`;
}
