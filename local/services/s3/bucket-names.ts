import { s3Error } from './errors.ts';

/** Prefixes and suffixes that AWS keeps for itself. */
const RESERVED = [
  /^xn--/,
  /^sthree-/,
  /^amzn-s3-demo-/,
  /-s3alias$/,
  /--ol-s3$/,
  /\.mrap$/,
  /--x-s3$/,
  /--table-s3$/,
];

/**
 * Throws InvalidBucketName. Source: S3 user guide, general purpose bucket naming rules; the rules
 * are the same in every region since 2018.
 */
export function checkBucketName(name: string): void {
  const valid =
    /^.{3,63}$/.test(name) &&
    name.split('.').every((label) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(label)) &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !RESERVED.some((pattern) => pattern.test(name));
  if (valid) return;
  throw s3Error('InvalidBucketName', 'The specified bucket is not valid.', 400, {
    BucketName: name,
  });
}
