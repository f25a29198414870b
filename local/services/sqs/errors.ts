import { AwsError } from '../../errors.ts';

/** A parameter with a value that SQS refuses; JSON and query name the code differently. */
export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message, {
    queryCode: 'InvalidParameterValue',
  });
}

/** The usual words for a refused value. */
export function invalidValue(value: unknown, parameter: string, reason: string): AwsError {
  return invalidParameter(
    `Value ${String(value)} for parameter ${parameter} is invalid. Reason: ${reason}`,
  );
}

/** A parameter that has to be there. */
export function missingParameter(name: string): AwsError {
  return new AwsError(
    'MissingRequiredParameterException',
    `The request must contain the parameter ${name}.`,
    { queryCode: 'MissingParameter' },
  );
}

/** An attribute of a queue that SQS does not know, or not for this kind of queue. */
export function unknownAttribute(name: string): AwsError {
  return new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
}

/** A queue or a task that an ARN or a handle names in vain. */
export function resourceNotFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

/** A text that is no receipt handle. */
export function invalidReceipt(handle: string): AwsError {
  return new AwsError(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
  );
}
