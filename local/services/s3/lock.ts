import type { ActionContext } from '../../kernel/index.ts';
import { bucketPermission, configurationOf, policyOf } from './buckets.ts';
import type { BucketRow } from './buckets.ts';
import { accessDenied, invalidArgument, invalidRequest } from './errors.ts';

/** Until when a version may not be removed. */
export interface Retention {
  readonly Mode: 'GOVERNANCE' | 'COMPLIANCE';
  /** ISO 8601. */
  readonly RetainUntilDate: string;
}

/** What protects a version. */
export interface Protection {
  readonly retention?: Retention;
  readonly legalHold?: 'ON' | 'OFF';
}

/** The lock configuration of a bucket. */
export interface LockConfiguration {
  readonly ObjectLockEnabled?: string;
  readonly Rule?: {
    readonly DefaultRetention?: {
      readonly Mode?: 'GOVERNANCE' | 'COMPLIANCE';
      readonly Days?: number;
      readonly Years?: number;
    };
  };
}

/** Members of writes that lock. */
export interface LockInput {
  readonly ObjectLockMode?: string;
  readonly ObjectLockRetainUntilDate?: Date;
  readonly ObjectLockLegalHoldStatus?: string;
}

const DAY = 86_400_000;

/** The bucket's lock configuration, or undefined. */
export function lockOf(bucket: BucketRow): LockConfiguration | undefined {
  return configurationOf<LockConfiguration>(bucket, 'lock');
}

/** Throws InvalidRequest for buckets without object lock. */
export function demandLock(bucket: BucketRow): void {
  if (!lockOf(bucket)) throw invalidRequest('Bucket is missing Object Lock Configuration');
}

/** What protects a version that is written now: what the write says, else the bucket's default. */
export function protectionOf(input: LockInput, bucket: BucketRow, now: number): Protection {
  const { ObjectLockMode: mode, ObjectLockRetainUntilDate: until } = input;
  const legalHold = input.ObjectLockLegalHoldStatus;
  if (mode !== undefined || until !== undefined || legalHold !== undefined) demandLock(bucket);
  if ((mode === undefined) !== (until === undefined)) {
    throw invalidArgument(
      'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
      mode === undefined ? 'x-amz-object-lock-mode' : 'x-amz-object-lock-retain-until-date',
    );
  }
  return {
    retention:
      mode === undefined || until === undefined
        ? defaultRetention(bucket, now)
        : checkedRetention(mode, until, now),
    legalHold: legalHold === undefined ? undefined : checkedHold(legalHold),
  };
}

/** Throws InvalidRequest for a write that locks and says no digest of its body. */
export function demandDigest(
  input: LockInput & { readonly ContentMD5?: string },
  declared: object | undefined,
): void {
  const locks = input.ObjectLockMode ?? input.ObjectLockLegalHoldStatus;
  if (locks === undefined || declared || input.ContentMD5 !== undefined) return;
  throw invalidRequest(
    'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
  );
}

/** Whether a mode is one that S3 knows. */
export function isMode(mode: string): mode is Retention['Mode'] {
  return mode === 'GOVERNANCE' || mode === 'COMPLIANCE';
}

/** A retention whose date lies ahead. Throws InvalidArgument. */
export function checkedRetention(mode: string, until: Date, now: number): Retention {
  if (!isMode(mode))
    throw invalidArgument('Unknown wormMode directive.', 'x-amz-object-lock-mode', mode);
  if (until.getTime() <= now) {
    throw invalidArgument(
      'The retain until date must be in the future!',
      'x-amz-object-lock-retain-until-date',
      until.toISOString(),
    );
  }
  return { Mode: mode, RetainUntilDate: until.toISOString() };
}

/** Throws AccessDenied while a version is locked. Governance gives way to those who may bypass it. */
export function demandUnlocked(
  protection: Protection,
  bypass: boolean | undefined,
  bucket: BucketRow,
  key: string,
  context: ActionContext,
): void {
  const denied = () => accessDenied('Access Denied because object protected by object lock.');
  if (protection.legalHold === 'ON') throw denied();
  if (!protection.retention || !holds(protection.retention, context)) return;
  if (protection.retention.Mode === 'COMPLIANCE' || !bypass) throw denied();
  demandBypass(bucket.name, key, context);
}

/** True while a retention has not ended. */
export function holds({ RetainUntilDate }: Retention, { cloud }: ActionContext): boolean {
  return Date.parse(RetainUntilDate) > cloud.world.now();
}

/** Who bypasses governance needs `s3:BypassGovernanceRetention`. */
export function demandBypass(bucket: string, key: string, context: ActionContext): void {
  const { cloud, principal } = context;
  cloud.authorize(principal, {
    ...bucketPermission('BypassGovernanceRetention', bucket, cloud),
    resource: `arn:aws:s3:::${bucket}/${key}`,
    resourcePolicy: policyOf(bucket, cloud),
  });
}

/** The members that tell how a version is locked. */
export function describeProtection({ retention, legalHold }: Protection) {
  return {
    ObjectLockMode: retention?.Mode,
    ObjectLockRetainUntilDate: retention ? new Date(retention.RetainUntilDate) : undefined,
    ObjectLockLegalHoldStatus: legalHold,
  };
}

function checkedHold(status: string): 'ON' | 'OFF' {
  if (status === 'ON' || status === 'OFF') return status;
  throw invalidArgument(
    "Legal Hold must be either of 'ON' or 'OFF'",
    'x-amz-object-lock-legal-hold',
    status,
  );
}

function defaultRetention(bucket: BucketRow, now: number): Retention | undefined {
  const rule = lockOf(bucket)?.Rule?.DefaultRetention;
  if (!rule?.Mode) return undefined;
  const days = rule.Days ?? (rule.Years ?? 0) * 365;
  return { Mode: rule.Mode, RetainUntilDate: new Date(now + days * DAY).toISOString() };
}
