import type { Cloud, RolePrincipal } from '../../../kernel/index.ts';
import type { Execution } from './execution.ts';

/** The name of a state machine, out of its ARN. */
export function machineName(machineArn: string): string {
  return machineArn.split(':').at(-1)!;
}

/** A session of the state machine's role, as Step Functions assumes it for an execution. */
export function rolePrincipal(
  cloud: Cloud,
  execution: Pick<Execution, 'role_arn' | 'machine_arn' | 'name'>,
): RolePrincipal {
  return cloud.assumeRole(execution.role_arn, sessionName(execution.name), {
    kind: 'service',
    arn: 'states.amazonaws.com',
    accountId: cloud.accountId,
    sourceArn: execution.machine_arn,
  });
}

/**
 * The session in which a task runs: of the role in its Credentials, assumed by the state machine's,
 * if it names one.
 */
export function taskPrincipal(
  cloud: Cloud,
  execution: Execution,
  roleArn: string | undefined,
): RolePrincipal {
  const own = rolePrincipal(cloud, execution);
  return roleArn === undefined ? own : cloud.assumeRole(roleArn, sessionName(execution.name), own);
}

function sessionName(executionName: string): string {
  return executionName.replace(/[^\w+=,.@-]/g, '').slice(0, 64) || 'execution';
}
