import { AwsError } from '../../errors.ts';

/** An error of Parameter Store. */
export function ssmError(code: string, message: string): AwsError {
  return new AwsError(code, message, { status: 400 });
}

/** ValidationException. */
export function validation(message: string): AwsError {
  return ssmError('ValidationException', message);
}

/** ParameterNotFound. */
export function parameterNotFound(name: string): AwsError {
  return ssmError('ParameterNotFound', `Parameter ${name} not found.`);
}
