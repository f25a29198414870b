import { AwsError } from '../../errors.ts';

/** ResourceNotFoundException of Lambda. */
export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message, {
    status: 404,
    members: { Type: 'User' },
  });
}

/** InvalidParameterValueException of Lambda. */
export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message, {
    status: 400,
    members: { Type: 'User' },
  });
}

/** ResourceConflictException of Lambda. */
export function conflict(message: string): AwsError {
  return new AwsError('ResourceConflictException', message, {
    status: 409,
    members: { Type: 'User' },
  });
}

/** ValidationException as Lambda words one constraint that does not hold. */
export function constraint(value: unknown, member: string, rule: string): AwsError {
  return new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: ${rule}`,
    { status: 400 },
  );
}

/** PreconditionFailedException: somebody changed the resource since it was read by one of `reads`. */
export function staleRevision(reads = 'GetFunction/GetAlias'): AwsError {
  return new AwsError(
    'PreconditionFailedException',
    `The Revision Id provided does not match the latest Revision Id. Call the ${reads} API to retrieve the latest Revision Id`,
    { status: 412, members: { Type: 'User' } },
  );
}
