import { AwsError } from '../../errors.ts';

const NAMESPACE = 'com.amazonaws.dynamodb.v20120810';

/** An error of DynamoDB's own, with the namespace that it has on the wire. */
export function dynamoError(
  code: string,
  message: string,
  members: Readonly<Record<string, unknown>> = {},
): AwsError {
  return new AwsError(code, message, {
    members,
    json: { __type: `${NAMESPACE}#${code}`, message, ...members },
  });
}

/** DynamoDB's ValidationException. */
export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message, {
    json: { __type: 'com.amazon.coral.validate#ValidationException', message },
  });
}

/** A parameter with a value that will not do. */
export function invalidParameter(what: string): AwsError {
  return invalid(`One or more parameter values were invalid: ${what}`);
}

/** The refusal of a write whose condition did not hold. */
export function conditionFailed(): AwsError {
  return dynamoError('ConditionalCheckFailedException', 'The conditional request failed');
}

/** A table, a stream or an ARN of nothing. */
export function notFound(what?: string): AwsError {
  return dynamoError(
    'ResourceNotFoundException',
    what === undefined
      ? 'Requested resource not found'
      : `Requested resource not found: ${what} not found`,
  );
}
