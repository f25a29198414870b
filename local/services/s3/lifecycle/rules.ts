import { configurationOf } from '../buckets.ts';
import type { BucketRow } from '../buckets.ts';
import { attributesOf } from '../object-row.ts';
import type { ObjectRow } from '../object-row.ts';

/** Which objects a rule is about. */
export interface RuleFilter {
  readonly Prefix?: string;
  readonly Tag?: { readonly Key: string; readonly Value: string };
  readonly ObjectSizeGreaterThan?: number;
  readonly ObjectSizeLessThan?: number;
  readonly And?: Omit<RuleFilter, 'And' | 'Tag'> & {
    readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
  };
}

/** A change of storage class. */
export interface Transition {
  readonly Days?: number;
  /** ISO 8601. */
  readonly Date?: string;
  readonly NoncurrentDays?: number;
  readonly NewerNoncurrentVersions?: number;
  readonly StorageClass?: string;
}

/** One rule of a bucket's lifecycle, as it is stored. */
export interface LifecycleRule {
  readonly ID?: string;
  readonly Status: 'Enabled' | 'Disabled';
  /** Of the older form, without a filter. */
  readonly Prefix?: string;
  readonly Filter?: RuleFilter;
  readonly Expiration?: {
    readonly Days?: number;
    readonly Date?: string;
    readonly ExpiredObjectDeleteMarker?: boolean;
  };
  readonly NoncurrentVersionExpiration?: {
    readonly NoncurrentDays?: number;
    readonly NewerNoncurrentVersions?: number;
  };
  readonly Transitions?: readonly Transition[];
  readonly NoncurrentVersionTransitions?: readonly Transition[];
  readonly AbortIncompleteMultipartUpload?: { readonly DaysAfterInitiation?: number };
}

/** A bucket's lifecycle, as it is stored. */
export interface Lifecycle {
  readonly Rules: readonly LifecycleRule[];
  readonly TransitionDefaultMinimumObjectSize: string;
}

/** Milliseconds of a day. */
export const DAY = 86_400_000;

/** The rules of a bucket that are enabled. */
export function enabledRules(bucket: BucketRow): readonly LifecycleRule[] {
  const rules = configurationOf<Lifecycle>(bucket, 'lifecycle')?.Rules ?? [];
  return rules.filter(({ Status }) => Status === 'Enabled');
}

/** The midnight (UTC) at or after so many days have gone by: that is how S3 counts days. */
export function midnightAfter(since: number, days: number): number {
  return Math.ceil((since + days * DAY) / DAY) * DAY;
}

/** True where the filter of a rule takes the object. */
export function ruleTakes(rule: LifecycleRule, object: ObjectRow): boolean {
  const filter = conditionsOf(rule);
  if (!object.key.startsWith(filter.Prefix ?? '')) return false;
  if (object.size <= (filter.ObjectSizeGreaterThan ?? -1)) return false;
  if (object.size >= (filter.ObjectSizeLessThan ?? Infinity)) return false;
  if (filter.tags.length === 0) return true;
  const tags = object.marker ? {} : attributesOf(object).tags;
  return filter.tags.every(({ Key, Value }) => tags[Key] === Value);
}

/** True where a rule takes every key that begins so. */
export function ruleTakesKey(rule: LifecycleRule, key: string): boolean {
  const { Prefix = '', tags } = conditionsOf(rule);
  return tags.length === 0 && key.startsWith(Prefix);
}

/** True where the rule says which sizes it means. */
export function namesSizes(rule: LifecycleRule): boolean {
  const { ObjectSizeGreaterThan, ObjectSizeLessThan } = conditionsOf(rule);
  return ObjectSizeGreaterThan !== undefined || ObjectSizeLessThan !== undefined;
}

/** What the keys of a rule begin with. */
export function prefixOf(rule: LifecycleRule): string {
  return conditionsOf(rule).Prefix ?? '';
}

function conditionsOf({ Filter = {}, Prefix }: LifecycleRule) {
  const joined = { ...Filter, ...Filter.And };
  const tags = [...(Filter.Tag ? [Filter.Tag] : []), ...(Filter.And?.Tags ?? [])];
  return { ...joined, Prefix: joined.Prefix ?? Prefix, tags };
}
