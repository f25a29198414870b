import { AwsError } from '../../errors.ts';

/** CloudFormation's refusal of almost everything. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message, { status: 400 });
}

/** The refusal of a template that is none. */
export function formatError(what: string): AwsError {
  return validationError(`Template format error: ${what}`);
}
