import type { FeatureMatrix } from '../../../domain/boosting/index.ts';
import { parseContentType, type DataFormat } from '../content-type.ts';
import { parseCsv } from './parse-csv.ts';
import { parseLibsvm } from './parse-libsvm.ts';
import { parseRecordio } from './parse-recordio.ts';
import { PythonException } from './payload.ts';
import { RequestError } from './request-error.ts';

const UNSUPPORTED_MEDIA_TYPE = 415;

const PARSERS: Readonly<Record<Exclude<DataFormat, 'parquet'>, (body: Buffer) => FeatureMatrix>> = {
  csv: (body) => parseCsv(body.toString('utf8')),
  libsvm: (body) => parseLibsvm(body.toString('utf8')),
  'recordio-protobuf': parseRecordio,
};

/** The rows of a request. What cannot be read is answered with 415 and the container's words. */
export function parsePayload(body: Buffer, contentType: string | undefined): FeatureMatrix {
  const format = formatOf(contentType);
  if (format === 'parquet') {
    throw new RequestError(UNSUPPORTED_MEDIA_TYPE, `Content-type ${contentType} is not supported.`);
  }
  try {
    return PARSERS[format](body);
  } catch (error) {
    throw error instanceof PythonException ? unreadable(format, error) : error;
  }
}

function formatOf(contentType: string | undefined): DataFormat {
  try {
    return parseContentType(contentType);
  } catch (error) {
    throw new RequestError(
      UNSUPPORTED_MEDIA_TYPE, error instanceof Error ? error.message : String(error)
    );
  }
}

function unreadable(format: DataFormat, { type, message }: PythonException): RequestError {
  const separator = format === 'recordio-protobuf' ? ' ' : '\n ';
  return new RequestError(UNSUPPORTED_MEDIA_TYPE, `Loading ${format} data failed with Exception, please ensure data is `
    + `in ${format} format:${separator}<class '${type}'>${separator}${message}`);
}
