import { invalidArgument, s3Error } from '../errors.ts';

/** MalformedPOSTRequest: the body is no form. */
export function malformedForm() {
  return s3Error(
    'MalformedPOSTRequest',
    'The body of your POST request is not well-formed multipart/form-data.',
  );
}

/** InvalidArgument: a field that the form cannot do without is not there, or stands behind the file. */
export function missingField(name: string) {
  return invalidArgument(
    `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
    name,
    '',
  );
}
