import { AwsError } from '../../errors.ts';

/** The state machine, version or alias does not exist. */
export function stateMachineDoesNotExist(arn: string): AwsError {
  return new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
}

/** The execution does not exist. */
export function executionDoesNotExist(arn: string): AwsError {
  return new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
}

/** A name is taken by an execution with another input, or by one that has ended. */
export function executionAlreadyExists(arn: string): AwsError {
  return new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
}

/** A name is taken by a state machine that differs. */
export function stateMachineAlreadyExists(arn: string): AwsError {
  return new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
}

/** A name holds characters that names must not have. */
export function invalidName(name: string): AwsError {
  return new AwsError('InvalidName', `Invalid Name: '${name}'`);
}

/** Text that is no ARN of the kind that is asked for. */
export function invalidArn(arn: string, why = 'Invalid ARN prefix'): AwsError {
  return new AwsError('InvalidArn', `Invalid Arn: '${why}: ${arn}'`);
}

/** The definition is not accepted. */
export function invalidDefinition(why: string): AwsError {
  return new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${why}'`);
}

/** The input is not JSON. */
export function invalidExecutionInput(why: string): AwsError {
  return new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${why}'`);
}

/** Encryption that cannot be had. AWS's words after the code are not known. */
export function invalidEncryptionConfiguration(why: string): AwsError {
  return new AwsError(
    'InvalidEncryptionConfiguration',
    `Invalid Encryption Configuration: '${why}'`,
  );
}

/** A name is taken by an activity that is encrypted otherwise. */
export function activityAlreadyExists(arn: string): AwsError {
  return new AwsError('ActivityAlreadyExists', `Activity Already Exists: '${arn}'`);
}

/** A parameter that the service refuses. */
export function validationException(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** The role's trust policy does not let Step Functions in. */
export function roleNotAssumable(): AwsError {
  return new AwsError(
    'AccessDeniedException',
    'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.',
  );
}

/** The role may not make the rule by which Step Functions learns of the end of jobs. */
export function managedRuleDenied(roleArn: string): AwsError {
  return new AwsError(
    'AccessDeniedException',
    `'${roleArn}' is not authorized to create managed-rule.`,
  );
}

/** No task has this token. */
export function invalidToken(): AwsError {
  return new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
}

/** The task had this token once. */
export function taskTimedOut(): AwsError {
  return new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
}

/** A task's output that is not JSON. */
export function invalidOutput(): AwsError {
  return new AwsError('InvalidOutput', "Invalid Output: 'Invalid output'");
}

/** The activity does not exist. */
export function activityDoesNotExist(arn: string): AwsError {
  return new AwsError('ActivityDoesNotExist', `Activity Does Not Exist: '${arn}'`);
}

/** The resource that is to be tagged does not exist. */
export function resourceNotFound(arn: string): AwsError {
  return new AwsError('ResourceNotFound', `Resource not found: '${arn}'`, {
    members: { resourceName: arn },
  });
}
