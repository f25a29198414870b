import { AwsError } from '../../errors.ts';

/** CloudWatch's InvalidParameterValue. */
export function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}

/** CloudWatch's InvalidParameterCombination. */
export function invalidCombination(message: string): AwsError {
  return new AwsError('InvalidParameterCombinationException', message);
}

/** CloudWatch's ValidationError. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationException', message, { queryCode: 'ValidationError' });
}

/** CloudWatch's ResourceNotFound, which says nothing more. */
export function notFound(message = ''): AwsError {
  return new AwsError('ResourceNotFound', message, { status: 404 });
}
