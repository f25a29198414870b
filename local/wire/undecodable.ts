import { AwsError } from '../errors.ts';
import type { Operation } from './service-model.ts';

/** What AWS answers to a body that cannot be read, by protocol. */
const WORDS = {
  'json-1.0': ['SerializationException', ''],
  'json-1.1': ['SerializationException', ''],
  'rest-json': ['SerializationException', 'Could not parse request body into json'],
  'rest-xml': [
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  ],
  query: ['MalformedQueryString', 'The query string contains a syntax error.'],
} as const;

/** The error for a request whose body is not what its protocol takes. */
export function undecodable({ model }: Operation, cause: unknown): AwsError {
  const [code, text] = WORDS[model.protocol];
  return new AwsError(code, text, { status: 400, cause });
}
