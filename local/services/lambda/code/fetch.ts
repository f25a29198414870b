import { AwsError, NotEmulated } from '../../../errors.ts';
import type { ActionContext } from '../../../kernel/index.ts';
import { invalidParameter } from '../errors.ts';
import { placeZip } from './place.ts';
import type { PlacedCode } from './place.ts';

/** Where a package comes from. */
export interface CodeInput {
  readonly ZipFile?: Uint8Array | string;
  readonly S3Bucket?: string;
  readonly S3Key?: string;
  readonly S3ObjectVersion?: string;
  readonly ImageUri?: string;
}

/** Bytes of a package that is sent directly. */
const LARGEST_PACKAGE = 52_428_800;

/** Takes a package in, from the request or with the caller's rights from S3. */
export async function fetchCode(code: CodeInput, context: ActionContext): Promise<PlacedCode> {
  if (code.ImageUri !== undefined)
    throw new NotEmulated('functions from container images', 'send a zip package');
  if (code.ZipFile !== undefined && code.S3Bucket !== undefined)
    throw invalidParameter(
      'Please do not provide other FunctionCode parameters when providing ZipFile.',
    );
  if (code.ZipFile !== undefined) {
    const zip = Buffer.from(code.ZipFile as Uint8Array);
    if (zip.length > LARGEST_PACKAGE) throw tooLarge();
    return placeZip(zip, context.cloud);
  }
  if (code.S3Bucket === undefined || code.S3Key === undefined)
    throw invalidParameter('Please provide a source for function code.');
  return placeZip(await fromS3(code, context), context.cloud);
}

async function fromS3(code: CodeInput, { cloud, principal }: ActionContext): Promise<Buffer> {
  try {
    const { Body } = await cloud.call<{ Body: AsyncIterable<Uint8Array> }>(
      's3',
      'GetObject',
      { Bucket: code.S3Bucket, Key: code.S3Key, VersionId: code.S3ObjectVersion },
      principal,
    );
    const chunks: Uint8Array[] = [];
    for await (const chunk of Body) chunks.push(chunk);
    return Buffer.concat(chunks);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter(
      `Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`,
    );
  }
}

function tooLarge(): AwsError {
  return new AwsError(
    'RequestEntityTooLargeException',
    'Request must be smaller than 70167211 bytes for the CreateFunction operation',
    { status: 413 },
  );
}
