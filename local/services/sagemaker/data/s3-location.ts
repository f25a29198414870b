import { JobFailure } from '../errors.ts';

/** A bucket and a key or prefix. */
export interface S3Location {
  readonly bucket: string;
  readonly key: string;
}

/** Takes `s3://bucket/key` apart. */
export function parseS3Uri(uri: string): S3Location {
  const [, bucket, key = ''] = /^s3:\/\/([^/]+)\/?([\s\S]*)$/.exec(uri) ?? [];
  if (bucket === undefined) throw new JobFailure(`ClientError: ${uri} is not an S3 URI`);
  return { bucket, key };
}

/** A location below another. */
export function below({ bucket, key }: S3Location, path: string): S3Location {
  const folder = key === '' || key.endsWith('/') ? key : `${key}/`;
  return { bucket, key: folder + path };
}

/** The location as a URI. */
export function s3Uri({ bucket, key }: S3Location): string {
  return `s3://${bucket}/${key}`;
}
