import { AwsError } from '../../errors.ts';

/** An error of Glue. */
export function glueError(code: string, message: string): AwsError {
  return new AwsError(code, message, { status: 400 });
}

/** EntityNotFoundException. */
export function notFound(what: string, name: string): AwsError {
  return glueError('EntityNotFoundException', `${what} ${name} not found.`);
}

/** AlreadyExistsException. */
export function alreadyExists(what: string): AwsError {
  return glueError('AlreadyExistsException', `${what} already exists.`);
}
