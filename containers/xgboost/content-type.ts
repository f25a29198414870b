import { userError } from './errors.ts';

/** The forms data come in. */
export type DataFormat = 'csv' | 'libsvm' | 'parquet' | 'recordio-protobuf';

/** Every content type the container accepts, in the order of its messages. */
export const CONTENT_TYPES = ['csv', 'libsvm', 'parquet', 'recordio-protobuf', 'text/csv', 'text/libsvm',
  'text/x-libsvm', 'application/x-parquet', 'application/x-recordio-protobuf'] as const;

/** Those it accepts from a pipe. */
export const PIPED_CONTENT_TYPES: readonly string[] = CONTENT_TYPES.filter(
  (type) => !type.includes('libsvm'),
);

const FORMATS: ReadonlyMap<string, DataFormat> = new Map(
  CONTENT_TYPES.map((type) => [type, formatOf(type)])
);

function formatOf(type: string): DataFormat {
  return type.replace('text/', '').replace('application/', '').replace('x-', '') as DataFormat;
}

/** The form of data of a content type. Nothing at all means libsvm. */
export function parseContentType(contentType: string | undefined): DataFormat {
  if (contentType === undefined) {
    return 'libsvm';
  }
  const { value, parameters } = parseHeader(contentType.toLowerCase());
  const format = FORMATS.get(value);
  if (!format) {
    throw userError(`${contentType} is not an accepted ContentType: ${CONTENT_TYPES.join(', ')}.`);
  }
  const labels = parameters.get('label_size');
  if (format === 'csv' && labels !== undefined && labels !== '1') {
    throw userError(
      `${contentType} is not an accepted csv ContentType. Optional parameter label_size must be equal to 1`
    );
  }
  return format;
}

/** A header such as `text/csv; label_size=1` in its parts. */
export function parseHeader(header: string): {
  readonly value: string; readonly parameters: ReadonlyMap<string, string>,
} {
  const [value = '', ...rest] = header.split(';').map((part) => part.trim());
  const pairs = rest.filter((part) => part.includes('=')).map((part): [string, string] => {
    const at = part.indexOf('=');
    return [
      part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim().replace(/^"(.*)"$/, '$1'),
    ];
  });
  return { value, parameters: new Map(pairs) };
}
