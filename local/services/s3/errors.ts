import { AwsError } from '../../errors.ts';

type Members = Readonly<Record<string, unknown>>;

/** An S3 error: code and text are AWS's; members stand beside them in the body. */
export function s3Error(code: string, message: string, status = 400, members?: Members): AwsError {
  return new AwsError(code, message, { status, members });
}

/** InvalidArgument, which names the argument and the value that was given. */
export function invalidArgument(message: string, name: string, value?: string): AwsError {
  return s3Error('InvalidArgument', message, 400, { ArgumentName: name, ArgumentValue: value });
}

/** InvalidRequest. */
export function invalidRequest(message: string): AwsError {
  return s3Error('InvalidRequest', message);
}

/** MalformedXML: the document does not follow S3's schema. */
export function malformedXml(): AwsError {
  return s3Error(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}

/** PreconditionFailed, which names the condition that did not hold. */
export function preconditionFailed(condition: string): AwsError {
  return s3Error(
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    412,
    { Condition: condition },
  );
}

/** NotImplemented for a header that S3 knows and does not take here. */
export function headerNotImplemented(header: string, additionalMessage?: string): AwsError {
  return s3Error(
    'NotImplemented',
    'A header you provided implies functionality that is not implemented',
    501,
    { Header: header, additionalMessage },
  );
}

/** NoSuchKey. */
export function noSuchKey(key: string): AwsError {
  return s3Error('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
}

/** NoSuchVersion. */
export function noSuchVersion(key: string, version: string): AwsError {
  return s3Error('NoSuchVersion', 'The specified version does not exist.', 404, {
    Key: key,
    VersionId: version,
  });
}

/** AccessDenied without a reason, as S3 says it. */
export function accessDenied(message = 'Access Denied'): AwsError {
  return s3Error('AccessDenied', message, 403);
}
