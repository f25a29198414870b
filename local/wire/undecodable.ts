import { AwsError } from '../errors.ts';
import { NotANumber } from './protocols/not-a-number.ts';

/** What AWS answers to a body that cannot be read, by protocol. */
const WORDS = {
  'json-1.0': ['SerializationException', ''],
  'json-1.1': ['SerializationException', ''],
  'rest-json': ['SerializationException', 'Could not parse request body into json'],
  'rest-xml': [
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  ],
  // Of what is in a form only moments are read before the action sees them.
  query: ['MalformedInput', 'timestamp must follow ISO8601'],
} as const;

/** The error for a request whose body is not what its protocol takes. */
export function undecodable(protocol: keyof typeof WORDS, cause: unknown): AwsError {
  if (protocol === 'rest-xml' && cause instanceof NotANumber) return notANumber(cause);
  const [code, text] = WORDS[protocol];
  return new AwsError(code, text, { status: 400, cause });
}

function notANumber({ parameter: ArgumentName, value: ArgumentValue }: NotANumber): AwsError {
  return new AwsError(
    'InvalidArgument',
    `Provided ${ArgumentName} not an integer or within integer range`,
    { status: 400, members: { ArgumentName, ArgumentValue } },
  );
}
