import type { Cloud, Principal } from '../../../kernel/index.ts';
import { findBucket, configurationOf } from '../buckets.ts';
import type { BucketRow } from '../buckets.ts';
import { objectEvent } from '../events.ts';
import { lockOf } from '../lock.ts';
import { attributesOf, updateAttributes } from '../object-row.ts';
import type { ObjectRow } from '../object-row.ts';
import { forgetUpload } from '../uploads.ts';
import { expireVersion, markExpired } from '../versions.ts';
import { keysToLookAt } from './candidates.ts';
import { expirationOf } from './expiration-header.ts';
import { DAY, enabledRules, midnightAfter, namesSizes, ruleTakes, ruleTakesKey } from './rules.ts';
import type { Lifecycle, LifecycleRule, Transition } from './rules.ts';

/** A version with what its place among the versions of its key is. */
interface Placed extends ObjectRow {
  /** How many newer noncurrent versions there are; -1 for the current one. */
  readonly rank: number;
  /** When it ceased to be the current one. */
  readonly since: number;
  /** True for the only version of its key. */
  readonly alone: boolean;
}

/** Bytes below which objects stay in their class unless the rule names sizes. */
const SMALLEST_TO_MOVE = 128 * 1024;

/** Sets the timer of a bucket's next round: S3 goes through its rules at midnight UTC. */
export function scheduleLifecycle(bucket: string, cloud: Cloud): void {
  const midnight = (Math.floor(cloud.world.now() / DAY) + 1) * DAY;
  cloud.timers.set('s3.lifecycle', bucket, midnight);
}

/** One round through a bucket's rules; sets the timer of the next. */
export function applyLifecycle({ key, cloud }: { readonly key: string; readonly cloud: Cloud }) {
  const bucket = findBucket(key, cloud);
  if (!bucket || !configurationOf(bucket, 'lifecycle')) return;
  const rules = enabledRules(bucket);
  abortUploads(bucket, rules, cloud);
  for (const versions of byKey(bucket, rules, cloud)) {
    for (const version of versions) treat(version, bucket, rules, cloud);
  }
  scheduleLifecycle(key, cloud);
}

function treat(
  version: Placed,
  bucket: BucketRow,
  rules: readonly LifecycleRule[],
  cloud: Cloud,
): void {
  const taking = rules.filter((rule) => ruleTakes(rule, version));
  const now = cloud.world.now();
  const context = { cloud, principal: lifecycleOf(cloud), requestId: cloud.world.uuid() };
  if (taking.some((rule) => endsNow(rule, version, now))) {
    const current = version.rank < 0 && !version.marker && bucket.versioning !== '';
    if (current) markExpired(bucket, version, context);
    else if (!isLocked(version, bucket, now)) expireVersion(bucket, version, context);
    return;
  }
  if (!version.marker) move(version, bucket, taking, cloud);
}

function endsNow(rule: LifecycleRule, version: Placed, now: number): boolean {
  if (version.rank >= 0) {
    const { NoncurrentDays, NewerNoncurrentVersions = 0 } = rule.NoncurrentVersionExpiration ?? {};
    return (
      NoncurrentDays !== undefined &&
      version.rank >= NewerNoncurrentVersions &&
      midnightAfter(version.since, NoncurrentDays) <= now
    );
  }
  const due = expirationOf(rule, version.modified);
  if (version.marker) {
    const wanted = rule.Expiration?.ExpiredObjectDeleteMarker === true || due !== undefined;
    return version.alone && wanted && (due ?? 0) <= now;
  }
  return due !== undefined && due <= now;
}

function move(
  version: Placed,
  bucket: BucketRow,
  rules: readonly LifecycleRule[],
  cloud: Cloud,
): void {
  const now = cloud.world.now();
  const everything =
    configurationOf<Lifecycle>(bucket, 'lifecycle')?.TransitionDefaultMinimumObjectSize ===
    'varies_by_storage_class';
  const due = rules
    .filter((rule) => everything || namesSizes(rule) || version.size >= SMALLEST_TO_MOVE)
    .flatMap((rule) => transitionsOf(rule, version))
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at - b.at);
  const target = due.at(-1)?.storageClass;
  const attributes = attributesOf(version);
  if (target === undefined || target === attributes.storageClass) return;
  updateAttributes(version, { storageClass: target }, cloud);
  const context = { cloud, principal: lifecycleOf(cloud), requestId: cloud.world.uuid() };
  objectEvent('LifecycleTransition', 'Lifecycle Transition', version, bucket, context, {
    storageClass: target,
  });
}

function transitionsOf(rule: LifecycleRule, version: Placed) {
  const current = version.rank < 0;
  const transitions = current ? rule.Transitions : rule.NoncurrentVersionTransitions;
  return (transitions ?? [])
    .filter(({ NewerNoncurrentVersions = 0 }) => current || version.rank >= NewerNoncurrentVersions)
    .map((transition) => ({
      at: dueOf(transition, current ? version.modified : version.since),
      storageClass: transition.StorageClass,
    }));
}

function dueOf({ Days, Date: date, NoncurrentDays }: Transition, since: number): number {
  return date === undefined ? midnightAfter(since, Days ?? NoncurrentDays ?? 0) : Date.parse(date);
}

function abortUploads(bucket: BucketRow, rules: readonly LifecycleRule[], cloud: Cloud): void {
  const uploads = cloud.db.all<{ id: string; key: string; started: number }>(
    'SELECT id, key, started FROM s3_uploads WHERE bucket = ?',
    bucket.name,
  );
  for (const { id, key, started } of uploads) {
    const over = rules.some(({ AbortIncompleteMultipartUpload: abort, ...rule }) => {
      const days = abort?.DaysAfterInitiation;
      const taken = days !== undefined && ruleTakesKey(rule, key);
      return taken && midnightAfter(started, days) <= cloud.world.now();
    });
    if (over) forgetUpload(id, cloud);
  }
}

/** The versions of each key that rules may be about by now, newest first, one page of keys at a time. */
function* byKey(
  bucket: BucketRow,
  rules: readonly LifecycleRule[],
  cloud: Cloud,
): Generator<readonly Placed[]> {
  for (let after = ''; ;) {
    const keys = keysToLookAt(bucket.name, rules, after, cloud);
    for (const key of keys) yield versionsOf(bucket.name, key, cloud);
    if (keys.length === 0) return;
    after = keys.at(-1)!;
  }
}

function versionsOf(bucket: string, key: string, cloud: Cloud): readonly Placed[] {
  const rows = cloud.db.all<ObjectRow>(
    'SELECT * FROM s3_objects WHERE bucket = ? AND key = ? ORDER BY seq DESC',
    bucket,
    key,
  );
  return rows.map((row, index) => ({
    ...row,
    rank: index - 1,
    since: rows[index - 1]?.modified ?? row.modified,
    alone: rows.length === 1,
  }));
}

function isLocked(version: Placed, bucket: BucketRow, now: number): boolean {
  if (version.marker || !lockOf(bucket)) return false;
  const { retention, legalHold } = attributesOf(version);
  return legalHold === 'ON' || (retention ? Date.parse(retention.RetainUntilDate) > now : false);
}

function lifecycleOf(cloud: Cloud): Principal {
  return { kind: 'service', arn: 's3.amazonaws.com', accountId: cloud.accountId };
}
