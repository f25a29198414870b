import { invalidArgument, invalidRequest, malformedXml, s3Error } from '../errors.ts';
import { describeFilter } from './describe-filter.ts';
import type { RuleInput } from './validate.ts';

/** A transition of either kind, with the words by which S3 calls its parts. */
interface TransitionInput {
  readonly days: number | undefined;
  readonly date?: Date;
  readonly storageClass: string | undefined;
}

/** Classes that objects can be moved to. Source: S3's API model, TransitionStorageClass. */
const CLASSES: readonly string[] = [
  'GLACIER',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
];

/** Days after which an object may be accessed infrequently. */
const INFREQUENT = 30;

/** Noncurrent versions that a rule may keep. Source: API reference, NoncurrentVersionExpiration. */
const MOST_KEPT = 100;

/** Throws AWS's errors for actions of a rule that S3 does not take, alone or together. */
export function checkActions(rule: RuleInput): void {
  checkExpiration(rule);
  checkNoncurrentExpiration(rule);
  checkAbort(rule);
  const current = (rule.Transitions ?? []).map((transition) => ({
    days: transition.Days,
    date: transition.Date,
    storageClass: transition.StorageClass,
  }));
  const noncurrent = (rule.NoncurrentVersionTransitions ?? []).map((transition) => ({
    days: transition.NoncurrentDays,
    storageClass: transition.StorageClass,
  }));
  for (const transition of current) checkTransition(transition, 'Days', 'Transition');
  for (const transition of noncurrent)
    checkTransition(transition, 'NoncurrentDays', 'NoncurrentVersionTransition');
  checkDifferent(current, 'Transition', rule);
  checkDifferent(noncurrent, 'NoncurrentVersionTransition', rule);
  checkOrder(current, rule);
  checkNoncurrentOrder(noncurrent, rule);
}

function checkExpiration({ Expiration }: RuleInput): void {
  if (!Expiration) return;
  const given = [Expiration.Days, Expiration.Date, Expiration.ExpiredObjectDeleteMarker];
  if (given.filter((value) => value !== undefined).length !== 1) throw malformedXml();
  demandPositive(Expiration.Days, 'Days', 'Expiration');
  if (Expiration.Date) checkMidnight(Expiration.Date);
}

function checkNoncurrentExpiration({ NoncurrentVersionExpiration: expiration }: RuleInput): void {
  if (!expiration) return;
  const { NoncurrentDays: days, NewerNoncurrentVersions: newer } = expiration;
  if (days === undefined) throw malformedXml();
  demandPositive(days, 'NoncurrentDays', 'NoncurrentVersionExpiration');
  demandPositive(newer, 'NewerNoncurrentVersions', 'NoncurrentVersionExpiration');
  if (newer !== undefined && newer > MOST_KEPT) {
    throw invalidArgument(
      `'NewerNoncurrentVersions' for NoncurrentVersionExpiration action must not exceed ${MOST_KEPT}`,
      'NewerNoncurrentVersions',
    );
  }
}

function checkAbort({ AbortIncompleteMultipartUpload: abort }: RuleInput): void {
  if (!abort) return;
  if (abort.DaysAfterInitiation === undefined) throw malformedXml();
  demandPositive(
    abort.DaysAfterInitiation,
    'DaysAfterInitiation',
    'AbortIncompleteMultipartUpload',
  );
}

function demandPositive(value: number | undefined, name: string, action: string): void {
  if (value === undefined || value >= 1) return;
  throw invalidArgument(`'${name}' for ${action} action must be a positive integer`, name);
}

function checkTransition(
  { days, date, storageClass }: TransitionInput,
  name: string,
  action: string,
): void {
  const timed = (days === undefined) !== (date === undefined);
  if (!timed || storageClass === undefined || !CLASSES.includes(storageClass)) throw malformedXml();
  if (days !== undefined && days < 0)
    throw invalidArgument(`'${name}' in ${action} action must be nonnegative`, name);
  const infrequent = storageClass === 'STANDARD_IA' || storageClass === 'ONEZONE_IA';
  if (infrequent && days !== undefined && days < INFREQUENT) {
    throw s3Error(
      'InvalidArgument',
      `'${name}' in ${action} action must be greater than or equal to ${INFREQUENT} for storageClass '${storageClass}'`,
    );
  }
  if (date) checkMidnight(date);
}

function checkDifferent(
  transitions: readonly TransitionInput[],
  action: string,
  rule: RuleInput,
): void {
  const classes = new Set(transitions.map(({ storageClass }) => storageClass));
  if (classes.size === transitions.length) return;
  throw invalidRequest(
    `'StorageClass' must be different for '${action}' actions in same 'Rule' with ${describeFilter(rule)}`,
  );
}

/** An object moves before it ends, and both are told in days or both in dates. */
function checkOrder(transitions: readonly TransitionInput[], rule: RuleInput): void {
  const { Days, Date: date } = rule.Expiration ?? {};
  const units = new Set(transitions.map(({ days }) => (days === undefined ? 'Date' : 'Days')));
  const mixed = (what: string) =>
    invalidRequest(
      `Found mixed 'Date' and 'Days' based ${what} actions in lifecycle rule for ${describeFilter(rule)}`,
    );
  if (units.size > 1) throw mixed('Transition');
  if (units.has(Days === undefined ? 'Days' : 'Date') && (Days !== undefined || date))
    throw mixed('Expiration and Transition');
  for (const transition of transitions) {
    if (Days !== undefined && Days <= (transition.days ?? 0)) throw tooEarly('Days', rule);
    if (date && transition.date && date <= transition.date) throw tooEarly('Date', rule);
  }
}

/** Source: go-to-k/cdkd pull request 1426, which quotes AWS. */
function checkNoncurrentOrder(transitions: readonly TransitionInput[], rule: RuleInput): void {
  const ends = rule.NoncurrentVersionExpiration?.NoncurrentDays;
  if (ends === undefined || transitions.every(({ days = 0 }) => days < ends)) return;
  throw invalidArgument(
    "'NoncurrentDays' in the NoncurrentVersionExpiration action must be greater than 'NoncurrentDays' in the NoncurrentVersionTransition action",
    'NoncurrentDays',
  );
}

function tooEarly(unit: 'Days' | 'Date', rule: RuleInput) {
  const relation = unit === 'Days' ? 'greater' : 'later';
  return invalidArgument(
    `'${unit}' in the Expiration action for ${describeFilter(rule)} must be ${relation} than '${unit}' in the Transition action`,
    unit,
  );
}

function checkMidnight(date: Date): void {
  if (date.getTime() % 86_400_000 !== 0) {
    throw invalidArgument(
      "'Date' must be at midnight GMT",
      'Date',
      date.toISOString().replace(/\.000Z$/, 'Z'),
    );
  }
}
