import type { BucketRow } from '../buckets.ts';
import type { ObjectRow } from '../object-row.ts';
import { enabledRules, midnightAfter, ruleTakes } from './rules.ts';
import type { LifecycleRule } from './rules.ts';

/** The header `x-amz-expiration`: which rule will delete the object, and when. */
export function expirationHeader(object: ObjectRow, bucket: BucketRow): string | undefined {
  const dues = enabledRules(bucket)
    .filter((rule) => ruleTakes(rule, object))
    .map((rule) => ({ rule, due: expirationOf(rule, object.modified) }))
    .filter((each): each is { rule: LifecycleRule; due: number } => each.due !== undefined)
    .sort((a, b) => a.due - b.due);
  const first = dues[0];
  if (!first) return undefined;
  const date = new Date(first.due).toUTCString();
  return `expiry-date="${date}", rule-id="${encodeURIComponent(first.rule.ID ?? '')}"`;
}

/** When a rule deletes an object of that age, or undefined. */
export function expirationOf({ Expiration }: LifecycleRule, modified: number): number | undefined {
  if (Expiration?.Date !== undefined) return Date.parse(Expiration.Date);
  return Expiration?.Days === undefined ? undefined : midnightAfter(modified, Expiration.Days);
}
