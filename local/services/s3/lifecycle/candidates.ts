import type { Cloud } from '../../../kernel/index.ts';
import { DAY, prefixOf } from './rules.ts';
import type { LifecycleRule } from './rules.ts';

/** Keys of a page. */
const PAGE = 500;

/** Looks at once; SQLite joins 500 selects at most (sqlite.org/limits.html). */
const MOST_LOOKS = 400;

/** Sorts behind every other character, and so behind all that follows a prefix. */
const LAST = '\u{10FFFF}';

/** Which keys of a bucket a rule is about by now. */
interface Look {
  readonly prefix: string;
  /** Versions that a key has at least. */
  readonly fewest: number;
  /** When its oldest version was written at the latest. */
  readonly until: number;
}

/**
 * Keys behind `after` that rules may be about by now, in order. A rule looks at the keys below its prefix
 * whose oldest version has its age, and only at those with several versions where it is about noncurrent
 * ones: what a round costs grows with these, not with the bucket.
 */
export function keysToLookAt(
  bucket: string,
  rules: readonly LifecycleRule[],
  after: string,
  cloud: Cloud,
): readonly string[] {
  const looks = looksOf(rules, cloud.world.now());
  if (looks.length === 0) return [];
  const selects = looks.map((look) => selectOf(look, bucket, after));
  const sql = selects.map((select) => select.sql).join(' UNION ');
  const values = selects.flatMap((select) => select.values);
  return cloud.db
    .all<{ key: string }>(`${sql} ORDER BY key LIMIT ?`, ...values, PAGE)
    .map(({ key }) => key);
}

function looksOf(rules: readonly LifecycleRule[], now: number): readonly Look[] {
  const looks = rules
    .filter((rule) => youngestAge(rule) < Infinity)
    .map((rule) => ({
      prefix: prefixOf(rule),
      fewest: isAboutNoncurrent(rule) ? 2 : 1,
      until: now - youngestAge(rule),
    }));
  if (looks.length <= MOST_LOOKS) return looks;
  return [{ prefix: '', fewest: 1, until: Math.max(...looks.map(({ until }) => until)) }];
}

/** The keys of one look, from the later of two beginnings on: the index takes one of them only. */
function selectOf({ prefix, fewest, until }: Look, bucket: string, after: string) {
  const begun = Buffer.compare(Buffer.from(after), Buffer.from(prefix)) >= 0 && after !== '';
  const sql = `SELECT key FROM s3_objects WHERE bucket = ? AND key ${begun ? '>' : '>='} ? AND key < ?
     GROUP BY key HAVING count(*) >= ? AND min(modified) <= ?`;
  return { sql, values: [bucket, begun ? after : prefix, prefix + LAST, fewest, until] };
}

/** The smallest age in milliseconds at which a rule does anything; 0 for dates and delete markers. */
function youngestAge(rule: LifecycleRule): number {
  const { Expiration, NoncurrentVersionExpiration: noncurrent } = rule;
  const days = [
    ...(Expiration ? [Expiration.Days ?? 0] : []),
    ...(noncurrent ? [noncurrent.NoncurrentDays ?? 0] : []),
    ...[...(rule.Transitions ?? []), ...(rule.NoncurrentVersionTransitions ?? [])].map(
      (transition) => transition.Days ?? transition.NoncurrentDays ?? 0,
    ),
  ];
  return days.length === 0 ? Infinity : Math.min(...days) * DAY;
}

function isAboutNoncurrent({ Expiration, Transitions = [] }: LifecycleRule): boolean {
  return Expiration === undefined && Transitions.length === 0;
}
