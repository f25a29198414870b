import { AwsError } from '../errors.ts';

/** What can be wrong with who a request says that it is from. */
export type IdentityProblem =
  | 'unknown-key'
  | 'bad-token'
  | 'bad-signature'
  | 'wrong-time'
  | 'expired-token'
  | 'bad-expiry'
  | 'incomplete'
  | 'signed-twice'
  | 'missing';

/**
 * How a protocol speaks of it: those of JSON bodies (DynamoDB has a front end of its own), of JSON
 * in REST, of forms, of XML in REST.
 */
export type Dialect = 'json' | 'coral' | 'rest-json' | 'query' | 'rest-xml';

/** A request from nobody we know. Each protocol has its own words for it. */
export class IdentityFault extends Error {
  constructor(
    public readonly problem: IdentityProblem,
    /** What belongs into the text: the times of a signature, the header that was given. */
    public readonly detail: string = '',
  ) {
    super(problem);
    this.name = 'IdentityFault';
  }
}

const NO_MATCH =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const UNKNOWN = 'The security token included in the request is invalid.';
const TWICE =
  "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.";
const EXPIRED = 'The security token included in the request is expired';

/** Codes and texts of services that speak JSON. */
const JSON_WORDS: Readonly<Record<IdentityProblem, readonly [code: string, text: string]>> = {
  'unknown-key': ['UnrecognizedClientException', UNKNOWN],
  'bad-token': ['UnrecognizedClientException', UNKNOWN],
  'bad-signature': ['InvalidSignatureException', NO_MATCH],
  'wrong-time': ['InvalidSignatureException', ''],
  'expired-token': ['ExpiredTokenException', EXPIRED],
  'bad-expiry': ['InvalidSignatureException', ''],
  incomplete: ['IncompleteSignatureException', ''],
  'signed-twice': ['InvalidSignatureException', TWICE],
  missing: ['MissingAuthenticationTokenException', 'Missing Authentication Token'],
};

/**
 * Codes and texts by dialect; '' is the fault's own detail. Sources: common errors in the API
 * references of DynamoDB (JSON), Lambda (REST), IAM (forms), S3 (error responses).
 */
const WORDS: Readonly<Record<Dialect, typeof JSON_WORDS>> = {
  json: JSON_WORDS,
  coral: {
    ...JSON_WORDS,
    missing: ['MissingAuthenticationTokenException', 'Request is missing Authentication Token'],
  },
  'rest-json': JSON_WORDS,
  query: {
    'unknown-key': ['InvalidClientTokenId', UNKNOWN],
    'bad-token': ['InvalidClientTokenId', UNKNOWN],
    'bad-signature': ['SignatureDoesNotMatch', NO_MATCH],
    'wrong-time': ['SignatureDoesNotMatch', ''],
    'expired-token': ['ExpiredToken', EXPIRED],
    'bad-expiry': ['SignatureDoesNotMatch', ''],
    incomplete: ['IncompleteSignature', ''],
    'signed-twice': ['SignatureDoesNotMatch', TWICE],
    missing: ['MissingAuthenticationToken', 'Request is missing Authentication Token'],
  },
  'rest-xml': {
    'unknown-key': [
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
    ],
    'bad-token': ['InvalidToken', 'The provided token is malformed or otherwise invalid.'],
    'bad-signature': [
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    ],
    'wrong-time': [
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    ],
    'expired-token': ['ExpiredToken', 'The provided token has expired.'],
    'bad-expiry': ['AuthorizationQueryParametersError', ''],
    incomplete: ['AuthorizationHeaderMalformed', ''],
    'signed-twice': [
      'InvalidArgument',
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
    ],
    missing: ['AccessDenied', 'Access Denied'],
  },
};

/** The error that AWS answers in a dialect. Services of JSON bodies have status 400 for all. */
export function spoken({ problem, detail }: IdentityFault, dialect: Dialect): AwsError {
  const [code, text] = WORDS[dialect][problem];
  const isClientError =
    dialect === 'json' ||
    dialect === 'coral' ||
    (dialect === 'rest-xml' && problem === 'bad-token') ||
    problem === 'incomplete' ||
    problem === 'bad-expiry';
  return new AwsError(code, text || detail, { status: isClientError ? 400 : 403 });
}
