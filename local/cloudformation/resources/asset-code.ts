import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LocalCloudError } from '../../errors.ts';
import { fetchCode } from '../../services/lambda/code/fetch.ts';
import { codeRoot } from '../../services/lambda/code/place.ts';
import type { PlacedCode } from '../../services/lambda/code/place.ts';
import type { HandlerContext } from '../handler.ts';

/** Where a package comes from. */
export interface PackagePlace {
  readonly S3Bucket?: string;
  readonly S3Key?: string;
  readonly S3ObjectVersion?: string;
}

/** An asset of the assembly, or a package out of a bucket. */
export async function placePackage(
  place: PackagePlace,
  context: HandlerContext,
  what?: string,
): Promise<PlacedCode> {
  const { cloud, principal, assets } = context;
  const bucket = place.S3Bucket ?? '';
  const isThere =
    !assets.has(place.S3Key ?? '') &&
    cloud.db.get('SELECT name FROM s3_buckets WHERE name = ?', bucket) !== undefined;
  if (!isThere) return placeAsset(place.S3Key, context, what);
  return fetchCode(place, { cloud, principal, requestId: cloud.world.uuid() });
}

/**
 * Copies an asset (once: its key is the hash of its content) to where only the runtime's packages
 * are found.
 */
function placeAsset(
  key: string | undefined,
  { assets, cloud }: HandlerContext,
  what = `the function's code`,
): PlacedCode {
  const source = key === undefined ? undefined : assets.get(key);
  if (key === undefined || !source || !existsSync(source))
    throw new LocalCloudError('MissingAsset', `the assembly has no asset '${key}' for ${what}`);
  const name = key.replace(/\.zip$/, '');
  const folder = join(codeRoot(cloud), 'code', name);
  if (!existsSync(folder)) cpSync(source, folder, { recursive: true });
  return { folder, size: sizeOf(folder), sha256: hashOf(name) };
}

/** SHA-256 as Lambda tells it. */
export function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('base64');
}

/** Bytes of a file, or of all files in a folder. */
export function sizeOf(path: string): number {
  const stats = statSync(path);
  return stats.isDirectory()
    ? readdirSync(path).reduce((sum, entry) => sum + sizeOf(join(path, entry)), 0)
    : stats.size;
}
