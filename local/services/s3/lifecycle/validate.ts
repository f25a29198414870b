import { invalidArgument, invalidRequest, malformedXml } from '../errors.ts';
import { checkActions } from './check-actions.ts';
import { checkSizes } from './check-sizes.ts';
import type { RuleFilter } from './rules.ts';

/** A rule as the API sends it: dates are dates. */
export interface RuleInput {
  readonly ID?: string;
  readonly Status?: string;
  readonly Prefix?: string;
  readonly Filter?: RuleFilter;
  readonly Expiration?: {
    readonly Days?: number;
    readonly Date?: Date;
    readonly ExpiredObjectDeleteMarker?: boolean;
  };
  readonly NoncurrentVersionExpiration?: {
    readonly NoncurrentDays?: number;
    readonly NewerNoncurrentVersions?: number;
  };
  readonly Transitions?: readonly {
    readonly Days?: number;
    readonly Date?: Date;
    readonly StorageClass?: string;
  }[];
  readonly NoncurrentVersionTransitions?: readonly {
    readonly NoncurrentDays?: number;
    readonly StorageClass?: string;
  }[];
  readonly AbortIncompleteMultipartUpload?: { readonly DaysAfterInitiation?: number };
}

/** Rules a bucket may have. */
const MOST_RULES = 1000;

/** Characters of a prefix. */
const LONGEST_PREFIX = 1024;

/** Throws AWS's errors for rules that S3 does not take. */
export function checkLifecycle(rules: readonly RuleInput[]): void {
  if (rules.length === 0 || rules.length > MOST_RULES) throw malformedXml();
  const ids = rules.map(({ ID }) => ID).filter((id) => id !== undefined);
  if (new Set(ids).size < ids.length)
    throw invalidArgument('Rule ID must be unique. Found same ID for more than one rule', 'ID');
  for (const rule of rules) checkRule(rule);
}

function checkRule(rule: RuleInput): void {
  if (rule.Status !== 'Enabled' && rule.Status !== 'Disabled') throw malformedXml();
  if ((rule.ID?.length ?? 0) > 255)
    throw invalidArgument('ID length should not exceed allowed limit of 255', 'ID', rule.ID);
  if ((rule.Filter === undefined) === (rule.Prefix === undefined)) throw malformedXml();
  const prefix = rule.Prefix ?? rule.Filter?.Prefix ?? rule.Filter?.And?.Prefix ?? '';
  if (prefix.length > LONGEST_PREFIX) throw invalidRequest('The maximum size of a prefix is 1024');
  if (rule.Filter) {
    checkFilter(rule.Filter);
    checkSizes(rule.Filter);
    checkReach(rule, rule.Filter);
  }
  if (!doesSomething(rule)) {
    throw invalidRequest('At least one action needs to be specified in a rule');
  }
  checkActions(rule);
}

function doesSomething(rule: RuleInput): boolean {
  return Boolean(
    rule.Expiration ||
    rule.NoncurrentVersionExpiration ||
    rule.Transitions?.length ||
    rule.NoncurrentVersionTransitions?.length ||
    rule.AbortIncompleteMultipartUpload,
  );
}

/** A filter has one condition; several stand below And. */
function checkFilter({ And, ...single }: RuleFilter): void {
  const conditions = Object.values(single).filter((value) => value !== undefined);
  if (conditions.length > 1 || (And && conditions.length > 0)) throw malformedXml();
  if (!And) return;
  const keys = (And.Tags ?? []).map(({ Key }) => Key);
  if (new Set(keys).size < keys.length) throw invalidRequest('Duplicate Tag Keys are not allowed.');
  const { Tags: _tags, ...plain } = And;
  const joined = Object.values(plain).filter((value) => value !== undefined).length + keys.length;
  if (joined < 2) throw malformedXml();
}

/**
 * Uploads in progress and delete markers have no tags, and uploads no size yet. Sources:
 * https://github.com/terraform-aws-modules/terraform-aws-s3-bucket/issues/109, https://github.com/umccr/infrastructure/pull/332,
 * S3 user guide, lifecycle-configuration-examples.
 */
function checkReach(rule: RuleInput, { And, ...single }: RuleFilter): void {
  const { Tag, ObjectSizeGreaterThan, ObjectSizeLessThan } = { ...single, ...And };
  const byTag = Tag !== undefined || (And?.Tags?.length ?? 0) > 0;
  const bySize = ObjectSizeGreaterThan !== undefined || ObjectSizeLessThan !== undefined;
  const refused = (what: string, condition: string) =>
    invalidRequest(`${what} cannot be specified with ${condition}.`);
  const aborts = rule.AbortIncompleteMultipartUpload !== undefined;
  if (aborts && byTag) throw refused('AbortIncompleteMultipartUpload', 'Tags');
  if (aborts && bySize) throw refused('AbortIncompleteMultipartUpload', 'Object Size');
  const markers = rule.Expiration?.ExpiredObjectDeleteMarker !== undefined;
  if (markers && byTag) throw refused('ExpiredObjectDeleteMarker', 'Tags');
  if (markers && bySize) throw refused('ExpiredObjectDeleteMarker', 'Object Size');
}
