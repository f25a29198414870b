import type { Cloud } from '../../kernel/index.ts';
import { checkName, executionArn } from './arns.ts';
import { executionAlreadyExists, invalidExecutionInput, validationException } from './errors.ts';
import { findExecution } from './engine/execution.ts';
import type { Execution } from './engine/execution.ts';
import { startExecution } from './engine/start-execution.ts';
import { tryParseJson } from './language/json.ts';
import { MAX_DATA_BYTES } from './language/limits.ts';
import { jacksonText } from './language/validation/json-fault.ts';
import { insertRevision, resolveMachine } from './machines.ts';

/** Input of StartExecution and StartSyncExecution. */
export interface StartInput {
  readonly stateMachineArn: string;
  readonly name?: string;
  readonly input?: string;
  readonly traceHeader?: string;
}

/**
 * Starts an execution of what the ARN names. A running one of the same name and input is returned
 * as it is.
 */
export function startNamed(cloud: Cloud, request: StartInput): Execution {
  const machine = resolveMachine(cloud, request.stateMachineArn);
  const name = request.name ?? cloud.world.uuid();
  checkName(name);
  const input = request.input ?? '{}';
  checkInput(input);
  const arn = executionArn(cloud, machine.name, name, machine.type);
  const existing = machine.type === 'STANDARD' ? findExecution(cloud, arn) : undefined;
  if (existing) {
    if (existing.status !== 'RUNNING' || existing.input !== input)
      throw executionAlreadyExists(arn);
    return existing;
  }
  insertRevision(cloud, machine);
  return startExecution(cloud, {
    arn,
    machineArn: machine.arn,
    name,
    type: machine.type,
    revision: machine.revision,
    roleArn: machine.role_arn,
    input,
    traceHeader: request.traceHeader,
    versionArn: machine.versionArn,
    aliasArn: machine.aliasArn,
  });
}

function checkInput(input: string): void {
  if (Buffer.byteLength(input) > MAX_DATA_BYTES) {
    throw validationException(
      `1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to ${MAX_DATA_BYTES}`,
    );
  }
  if (!tryParseJson(input))
    throw invalidExecutionInput(
      input.trim() === '' ? 'Invalid execution input.' : jacksonText(input),
    );
}
