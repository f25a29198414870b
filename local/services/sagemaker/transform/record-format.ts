import { JobFailure } from '../errors.ts';

/** A record as a value that filters can look into. */
export type RecordValue =
  null | boolean | number | string | RecordValue[] | { [member: string]: RecordValue };

/** How records are read and written. */
export interface RecordFormat {
  readonly parse: (text: string) => RecordValue;
  readonly write: (value: RecordValue) => string;
  readonly json: boolean;
}

const CSV: RecordFormat = {
  json: false,
  parse: (text) => splitCsv(text),
  write: (value) => (Array.isArray(value) ? value.map(field).join(',') : field(value)),
};

const JSON_RECORDS: RecordFormat = {
  json: true,
  parse: (text) => {
    try {
      return JSON.parse(text) as RecordValue;
    } catch (error) {
      throw new JobFailure(
        `ClientError: Unable to parse data as JSON. Make sure the Content-Type header is set correctly`,
        { cause: error },
      );
    }
  },
  write: (value) => JSON.stringify(value),
};

/** The format of a content type. Filters know CSV and JSON. */
export function formatOf(contentType: string | undefined): RecordFormat {
  const type = contentType?.split(';')[0]?.trim();
  if (type === 'text/csv') return CSV;
  if (type === 'application/json' || type === 'application/jsonlines') return JSON_RECORDS;
  throw new JobFailure(
    `ClientError: DataProcessing is not offered for the content type ${contentType ?? '(none)'}`,
  );
}

/**
 * Fields of a line; those that look like numbers stay text, so that they come out as they went in.
 */
function splitCsv(line: string): string[] {
  const fields: string[] = [];
  let quoted = false;
  let current = '';
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    if (character === ',' && !quoted) {
      fields.push(current);
      current = '';
    } else current += character;
  }
  return [...fields, current];
}

function field(value: RecordValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
