import { basename, dirname } from 'node:path/posix';
import { AwsError } from '../../../errors.ts';
import { JobFailure } from '../errors.ts';
import type { S3Client } from './s3-client.ts';
import { below, parseS3Uri, s3Uri } from './s3-location.ts';
import type { S3Location } from './s3-location.ts';

/** Where the input of a job lies. */
export interface S3Source {
  readonly S3DataType?: string;
  readonly S3Uri: string;
}

/** An object, and the name under which a job gets it. */
export interface SourceObject {
  readonly location: S3Location;
  readonly path: string;
}

/**
 * The objects that a source names. Throws JobFailure when there are none, or they must not be read.
 */
export async function objectsOf(source: S3Source, s3: S3Client): Promise<SourceObject[]> {
  const found = await reading(source, () =>
    source.S3DataType === 'ManifestFile' ? fromManifest(source, s3) : fromPrefix(source, s3),
  );
  if (found.length > 0) return found;
  throw new JobFailure(
    `ClientError: No S3 objects found under S3 URL "${source.S3Uri}" given in input data source. ` +
      'Please ensure that the bucket exists in the selected region, that objects exist under that S3 prefix, ' +
      'and that the role has "s3:ListBucket" permissions on the bucket.',
  );
}

/** Reads from S3; what S3 refuses is the reason of the job's failure. */
export async function reading<T>(source: S3Source, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new JobFailure(
      `ClientError: Data download failed: ${source.S3Uri}: ${error.code}: ${error.message}`,
      { cause: error },
    );
  }
}

async function fromPrefix({ S3Uri }: S3Source, s3: S3Client): Promise<SourceObject[]> {
  const prefix = parseS3Uri(S3Uri);
  const objects = (await s3.list(prefix)).filter(({ key }) => !key.endsWith('/'));
  return objects.map((location) => ({ location, path: pathBelow(prefix.key, location.key) }));
}

/**
 * The name of an object seen from a prefix: from the last folder on that the prefix names
 * completely.
 */
function pathBelow(prefix: string, key: string): string {
  if (key === prefix) return basename(key);
  const rest = key.slice(prefix.length);
  if (prefix === '' || prefix.endsWith('/')) return rest;
  if (rest.startsWith('/')) return rest.slice(1);
  const folder = dirname(prefix);
  return folder === '.' ? key : key.slice(folder.length + 1);
}

/** A manifest is a list: an object with the prefix, then the names below it. */
async function fromManifest({ S3Uri }: S3Source, s3: S3Client): Promise<SourceObject[]> {
  const text = (await s3.read(parseS3Uri(S3Uri))).toString('utf8');
  const [head, ...names] = parseManifest(text, S3Uri);
  const prefix = parseS3Uri((head as { prefix?: string }).prefix ?? '');
  return names.map((name) => ({ location: below(prefix, String(name)), path: String(name) }));
}

function parseManifest(text: string, uri: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed)) return parsed;
  } catch {
    // Reported below, together with manifests that are JSON but no list.
  }
  throw new JobFailure(`ClientError: ${s3Uri(parseS3Uri(uri))} is not a manifest file`);
}
