import { AwsError } from '../../errors.ts';

/** An error of KMS. */
export function kmsError(code: string, message: string): AwsError {
  return new AwsError(code, message, { status: 400 });
}

/** KMSInvalidStateException: the key is not in the state that the call needs. */
export function invalidState(message: string): AwsError {
  return kmsError('KMSInvalidStateException', message);
}

/** ValidationException. */
export function validation(message: string): AwsError {
  return kmsError('ValidationException', message);
}
