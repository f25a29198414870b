import { s3Error } from '../errors.ts';

/** MalformedPOSTRequest: the body is no form. */
export function malformedForm() {
  return s3Error(
    'MalformedPOSTRequest',
    'The body of your POST request is not well-formed multipart/form-data.',
  );
}
