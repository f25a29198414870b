import { AwsError } from '../../errors.ts';

/** SNS's refusal of a parameter. */
export function invalidParameter(what: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${what}`);
}

/** The refusal of one of the attributes of a subscription. */
export function invalidAttribute(what: string): AwsError {
  return invalidParameter(`Attributes Reason: ${what}`);
}

/** Something that an ARN names in vain. */
export function notFound(what: string): AwsError {
  return new AwsError('NotFound', `${what} does not exist`, { status: 404 });
}

/** The refusal of a request that lacks an ARN; other members are listed as everywhere. */
export function missingArn(member: string): AwsError | undefined {
  return member.endsWith('Arn')
    ? invalidParameter(`${member} Reason: no value for required parameter`)
    : undefined;
}

/** Throws unless the text has the form of an ARN. */
export function checkArn(name: string, arn: string): void {
  if (!arn) throw missingArn(name)!;
  const parts = arn.split(':').length;
  if (!arn.startsWith('arn:') || parts < 6) {
    throw invalidParameter(`${name} Reason: An ARN must have at least 6 elements, not ${parts}`);
  }
}
