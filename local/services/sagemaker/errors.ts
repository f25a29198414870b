import { AwsError } from '../../errors.ts';

/** A request that SageMaker refuses. */
export function validationException(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** Something that does not exist, for example `Could not find model "arn".` */
export function couldNotFind(what: string, arn: string): AwsError {
  return validationException(`Could not find ${what} "${arn}".`);
}

/** Something that exists already, for example `Cannot create already existing model "arn".` */
export function alreadyExists(what: string, arn: string): AwsError {
  return validationException(`Cannot create already existing ${what} "${arn}".`);
}

/** A job's name is taken for ever. */
export function jobNameTaken(what: string, arn: string): AwsError {
  return new AwsError(
    'ResourceInUse',
    `${what} names must be unique within an AWS account and region, and a ${what.toLowerCase()} with this name already exists (${arn})`,
  );
}

/** The job does not exist. */
export function jobNotFound(kind: string, name: string): AwsError {
  return validationException(
    kind === 'TrainingJob'
      ? 'Requested resource not found.'
      : `Could not find requested job with name: ${name}`,
  );
}

/** The role's trust policy does not let SageMaker in. */
export function roleNotAssumable(roleArn: string): AwsError {
  return validationException(
    `Could not assume role ${roleArn}. Please ensure that the role exists and allows principal 'sagemaker.amazonaws.com' to assume the role.`,
  );
}

/** An endpoint that is not in service cannot be changed. */
export function notUpdatable({
  arn,
  status,
}: {
  readonly arn: string;
  readonly status: string;
}): AwsError {
  return validationException(
    status === 'Failed'
      ? `Cannot update endpoint "${arn}" because it is in status Failed.`
      : `Cannot update in-progress endpoint "${arn}".`,
  );
}

/** An endpoint that cannot be invoked. */
export function endpointNotFound(name: string, accountId: string): AwsError {
  return new AwsError('ValidationError', `Endpoint ${name} of account ${accountId} not found.`, {
    status: 400,
  });
}

/** The reason of a job or endpoint that failed; its text is what Describe shows. */
export class JobFailure extends Error {
  constructor(reason: string, options?: { readonly cause?: unknown }) {
    super(reason, options);
    this.name = 'JobFailure';
  }
}
