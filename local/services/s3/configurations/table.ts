import { NotEmulated } from '../../../errors.ts';
import type { ActionContext } from '../../../kernel/index.ts';
import { bucketList } from '../acl/rules.ts';
import { reachesOthers } from '../acl/grants.ts';
import type { BucketRow } from '../buckets.ts';
import { checkCors } from '../cors.ts';
import { invalidRequest, malformedXml, s3Error } from '../errors.ts';
import { checkEncryptionRules } from '../encryption-rules.ts';
import { asTagSet, readTagSet } from '../tags.ts';
import type { TagSet } from '../tags.ts';
import { BLOCK_ALL, OWNER_ENFORCED } from './access.ts';
import type { OwnershipControls, PublicAccessBlock } from './access.ts';
import { checkLogging } from './logging.ts';
import { checkReplication } from './replication.ts';

/** What a check of a configuration may look at. */
export interface CheckContext extends ActionContext {
  readonly bucket: BucketRow;
}

/** A configuration that is stored and given back; its effect lies with the actions concerned. */
export interface Configuration {
  /** Its name in our store. */
  readonly name: string;
  /** Operations that write, read and remove it; some cannot be removed. */
  readonly operations: readonly [string, string, string?];
  /** Permissions of writing, of reading and of removing. @default - removing is writing */
  readonly permissions: readonly [string, string, string?];
  /** The member of input and output it travels in. */
  readonly member: string;
  /** True where its content stands directly in the answer. */
  readonly unwrapped?: boolean;
  /** AWS's error where there is none. @default - there always is one */
  readonly missing?: readonly [string, string];
  /** What a new bucket has. @default - nothing */
  readonly initial?: object;
  /** True where removing it brings back what a new bucket has. */
  readonly resets?: boolean;
  /** HTTP status of writing. @default - the model's */
  readonly status?: number;
  /** Checks what is written and returns what is stored. */
  readonly check: (value: never, context: CheckContext) => unknown;
}

/** Whom objects may belong to. */
export const OWNERSHIPS: readonly string[] = [
  'BucketOwnerEnforced',
  'BucketOwnerPreferred',
  'ObjectWriter',
];

const encryption: Configuration = {
  name: 'encryption',
  member: 'ServerSideEncryptionConfiguration',
  operations: ['PutBucketEncryption', 'GetBucketEncryption', 'DeleteBucketEncryption'],
  permissions: ['PutEncryptionConfiguration', 'GetEncryptionConfiguration'],
  initial: {
    Rules: [
      {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
        BucketKeyEnabled: false,
      },
    ],
  },
  resets: true,
  check: checkEncryptionRules,
};

const publicAccess: Configuration = {
  name: 'publicAccess',
  member: 'PublicAccessBlockConfiguration',
  operations: ['PutPublicAccessBlock', 'GetPublicAccessBlock', 'DeletePublicAccessBlock'],
  permissions: ['PutBucketPublicAccessBlock', 'GetBucketPublicAccessBlock'],
  missing: [
    'NoSuchPublicAccessBlockConfiguration',
    'The public access block configuration was not found',
  ],
  initial: BLOCK_ALL,
  check: (value: PublicAccessBlock) => ({
    BlockPublicAcls: value.BlockPublicAcls ?? false,
    IgnorePublicAcls: value.IgnorePublicAcls ?? false,
    BlockPublicPolicy: value.BlockPublicPolicy ?? false,
    RestrictPublicBuckets: value.RestrictPublicBuckets ?? false,
  }),
};

const tags: Configuration = {
  name: 'tags',
  member: 'Tagging',
  operations: ['PutBucketTagging', 'GetBucketTagging', 'DeleteBucketTagging'],
  permissions: ['PutBucketTagging', 'GetBucketTagging'],
  missing: ['NoSuchTagSet', 'The TagSet does not exist'],
  unwrapped: true,
  status: 204,
  check: ({ TagSet = [] }: { readonly TagSet?: TagSet }) =>
    TagSet.length > 0 ? { TagSet: asTagSet(readTagSet(TagSet, 'bucket')) } : undefined,
};

const ownership: Configuration = {
  name: 'ownership',
  member: 'OwnershipControls',
  operations: [
    'PutBucketOwnershipControls',
    'GetBucketOwnershipControls',
    'DeleteBucketOwnershipControls',
  ],
  permissions: ['PutBucketOwnershipControls', 'GetBucketOwnershipControls'],
  missing: ['OwnershipControlsNotFoundError', 'The bucket ownership controls were not found'],
  initial: OWNER_ENFORCED,
  check: (value: OwnershipControls, { bucket, cloud }) => {
    const [rule, ...more] = value.Rules ?? [];
    if (!rule || more.length > 0 || !OWNERSHIPS.includes(rule.ObjectOwnership ?? ''))
      throw malformedXml();
    const enforced = rule.ObjectOwnership === 'BucketOwnerEnforced';
    if (enforced && reachesOthers(bucketList(bucket) ?? [], cloud)) throw listsAndEnforcement();
    return { Rules: [rule] };
  },
};

const cors: Configuration = {
  name: 'cors',
  member: 'CORSConfiguration',
  operations: ['PutBucketCors', 'GetBucketCors', 'DeleteBucketCors'],
  permissions: ['PutBucketCORS', 'GetBucketCORS'],
  missing: ['NoSuchCORSConfiguration', 'The CORS configuration does not exist'],
  unwrapped: true,
  check: checkCors,
};

/** Stored, without effect: nobody is charged. */
const requestPayment: Configuration = {
  name: 'requestPayment',
  member: 'RequestPaymentConfiguration',
  operations: ['PutBucketRequestPayment', 'GetBucketRequestPayment'],
  permissions: ['PutBucketRequestPayment', 'GetBucketRequestPayment'],
  unwrapped: true,
  initial: { Payer: 'BucketOwner' },
  check: (value: { readonly Payer?: string }) => {
    if (value.Payer !== 'Requester' && value.Payer !== 'BucketOwner') throw malformedXml();
    return value;
  },
};

/** Stored, without effect: no access logs are written. */
const logging: Configuration = {
  name: 'logging',
  member: 'BucketLoggingStatus',
  operations: ['PutBucketLogging', 'GetBucketLogging'],
  permissions: ['PutBucketLogging', 'GetBucketLogging'],
  unwrapped: true,
  initial: {},
  check: checkLogging,
};

/** Stored, without effect: there are no edge locations. */
const acceleration: Configuration = {
  name: 'acceleration',
  member: 'AccelerateConfiguration',
  operations: ['PutBucketAccelerateConfiguration', 'GetBucketAccelerateConfiguration'],
  permissions: ['PutAccelerateConfiguration', 'GetAccelerateConfiguration'],
  unwrapped: true,
  initial: {},
  check: (value: { readonly Status?: string }, { bucket }) => {
    if (bucket.name.includes('.')) {
      throw invalidRequest(
        'S3 Transfer Acceleration is not supported for buckets with periods (.) in their names',
      );
    }
    if (value.Status !== 'Enabled' && value.Status !== 'Suspended') throw malformedXml();
    return value;
  },
};

/** Rules that are enabled are refused: nothing is replicated. */
const replication: Configuration = {
  name: 'replication',
  member: 'ReplicationConfiguration',
  operations: ['PutBucketReplication', 'GetBucketReplication', 'DeleteBucketReplication'],
  permissions: ['PutReplicationConfiguration', 'GetReplicationConfiguration'],
  missing: ['ReplicationConfigurationNotFoundError', 'The replication configuration was not found'],
  check: checkReplication,
};

/** No bucket is a website, and none can be made one. */
const website: Configuration = {
  name: 'website',
  member: 'WebsiteConfiguration',
  operations: ['PutBucketWebsite', 'GetBucketWebsite', 'DeleteBucketWebsite'],
  permissions: ['PutBucketWebsite', 'GetBucketWebsite', 'DeleteBucketWebsite'],
  missing: [
    'NoSuchWebsiteConfiguration',
    'The specified bucket does not have a website configuration',
  ],
  unwrapped: true,
  check: () => {
    throw new NotEmulated('websites of buckets', 'serve the files with a function or a server');
  },
};

/** Every configuration of which a bucket has one. */
export const CONFIGURATIONS: readonly Configuration[] = [
  encryption,
  publicAccess,
  tags,
  ownership,
  cors,
  requestPayment,
  logging,
  acceleration,
  replication,
  website,
];

/** The refusal of a list in a bucket whose owner owns everything. */
export function listsAndEnforcement() {
  return s3Error(
    'InvalidBucketAclWithObjectOwnership',
    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  );
}
