import { parseHeader } from '../content-type.ts';
import { showList } from '../python.ts';
import { RequestError } from './request-error.ts';

/** The forms of answers. */
export type AcceptType = 'application/json' | 'application/jsonlines' | 'application/x-recordio-protobuf' | 'text/csv';

const ACCEPT_TYPES: readonly AcceptType[] = ['application/json', 'application/jsonlines',
  'application/x-recordio-protobuf', 'text/csv'];
const NOT_ACCEPTABLE = 406;

/** The form of answer a request asks for; `otherwise` when it asks for none. */
export function parseAccept(header: string | undefined, otherwise: string): AcceptType {
  const { value } = parseHeader(header ?? '');
  const asked = value === '' || value === '*/*' ? otherwise : value;
  const type = ACCEPT_TYPES.find((known) => known === asked.toLowerCase());
  if (!type) {
    throw new RequestError(NOT_ACCEPTABLE,
      `Accept type ${asked} is not supported. Please use supported accept types: ${showList(ACCEPT_TYPES)}.`);
  }
  return type;
}
