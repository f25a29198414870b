import { AwsError } from '../../../errors.ts';
import { HTTP_STATUS, action } from '../../../kernel/index.ts';
import type { ActionContext } from '../../../kernel/index.ts';
import { bucketNamed, configurationOf, configure, onBucket } from '../buckets.ts';
import type { BucketRow } from '../buckets.ts';
import { checkCors } from '../cors.ts';
import { malformedXml } from '../errors.ts';
import { checkEncryptionRules } from '../encryption-rules.ts';
import { asTagSet, readTagSet } from '../tags.ts';
import type { TagSet } from '../tags.ts';

/** A configuration that is stored and given back; its effect lies with the actions concerned. */
interface Configuration {
  /** Its name in our store. */
  readonly name: string;
  /** Operations that write, read and remove it. */
  readonly operations: readonly [string, string, string];
  /** Permissions of writing (and removing) and of reading. */
  readonly permissions: readonly [string, string];
  /** The member of input and output it travels in. */
  readonly member: string;
  /** True where its content stands directly in the answer. */
  readonly unwrapped?: boolean;
  /** AWS's error where there is none. */
  readonly missing: readonly [string, string];
  /** What a new bucket has. @default - nothing */
  readonly initial?: object;
  /** True where removing it brings back what a new bucket has. */
  readonly resets?: boolean;
  /** HTTP status of writing. @default - the model's */
  readonly status?: number;
  /** Checks what is written and returns what is stored. */
  readonly check: (value: never, context: ActionContext) => unknown;
}

/** Settings of public access. */
export interface PublicAccessBlock {
  readonly BlockPublicAcls?: boolean;
  readonly IgnorePublicAcls?: boolean;
  readonly BlockPublicPolicy?: boolean;
  readonly RestrictPublicBuckets?: boolean;
}

/** Whom objects belong to. */
export const OWNERSHIPS: readonly string[] = [
  'BucketOwnerEnforced',
  'BucketOwnerPreferred',
  'ObjectWriter',
];

const BLOCK_ALL: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

const CONFIGURATIONS: readonly Configuration[] = [
  {
    name: 'encryption',
    member: 'ServerSideEncryptionConfiguration',
    operations: ['PutBucketEncryption', 'GetBucketEncryption', 'DeleteBucketEncryption'],
    permissions: ['PutEncryptionConfiguration', 'GetEncryptionConfiguration'],
    missing: [
      'ServerSideEncryptionConfigurationNotFoundError',
      'The server side encryption configuration was not found',
    ],
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
  },
  {
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
  },
  {
    name: 'tags',
    member: 'Tagging',
    operations: ['PutBucketTagging', 'GetBucketTagging', 'DeleteBucketTagging'],
    permissions: ['PutBucketTagging', 'GetBucketTagging'],
    missing: ['NoSuchTagSet', 'The TagSet does not exist'],
    unwrapped: true,
    status: 204,
    check: ({ TagSet = [] }: { readonly TagSet?: TagSet }) =>
      TagSet.length > 0 ? { TagSet: asTagSet(readTagSet(TagSet, 'bucket')) } : undefined,
  },
  {
    name: 'ownership',
    member: 'OwnershipControls',
    operations: [
      'PutBucketOwnershipControls',
      'GetBucketOwnershipControls',
      'DeleteBucketOwnershipControls',
    ],
    permissions: ['PutBucketOwnershipControls', 'GetBucketOwnershipControls'],
    missing: ['OwnershipControlsNotFoundError', 'The bucket ownership controls were not found'],
    initial: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    check: (value: { readonly Rules?: readonly { readonly ObjectOwnership?: string }[] }) => {
      const [rule, ...more] = value.Rules ?? [];
      if (!rule || more.length > 0 || !OWNERSHIPS.includes(rule.ObjectOwnership ?? ''))
        throw malformedXml();
      return { Rules: [rule] };
    },
  },
  {
    name: 'cors',
    member: 'CORSConfiguration',
    operations: ['PutBucketCors', 'GetBucketCors', 'DeleteBucketCors'],
    permissions: ['PutBucketCORS', 'GetBucketCORS'],
    missing: ['NoSuchCORSConfiguration', 'The CORS configuration does not exist'],
    unwrapped: true,
    check: checkCors,
  },
  {
    name: 'requestPayment',
    member: 'RequestPaymentConfiguration',
    operations: ['PutBucketRequestPayment', 'GetBucketRequestPayment', 'none'],
    permissions: ['PutBucketRequestPayment', 'GetBucketRequestPayment'],
    missing: ['', ''],
    unwrapped: true,
    initial: { Payer: 'BucketOwner' },
    check: (value: { readonly Payer?: string }) => {
      if (value.Payer !== 'Requester' && value.Payer !== 'BucketOwner') throw malformedXml();
      return value;
    },
  },
];

type BucketInput = { readonly Bucket: string } & Readonly<Record<string, unknown>>;

/** Put, get and delete of every plain configuration of a bucket. */
export const configurationActions = CONFIGURATIONS.flatMap((configuration) => {
  const { name, operations, permissions, member, check } = configuration;
  const [put, get, remove] = operations;
  const written = action(put, onBucket(permissions[0]), (input: BucketInput, context) => {
    bucketNamed(input.Bucket, context.cloud);
    if (input[member] === undefined) throw malformedXml();
    // Each entry's check knows the type of its own member, which the wire has decoded.
    configure(input.Bucket, name, check(input[member] as never, context), context.cloud);
    return configuration.status === undefined ? {} : { [HTTP_STATUS]: configuration.status };
  });
  const read = action(get, onBucket(permissions[1]), (input: BucketInput, { cloud }) => {
    const value = valueOf(configuration, bucketNamed(input.Bucket, cloud));
    if (!value) {
      throw new AwsError(...configuration.missing, {
        status: 404,
        members: { BucketName: input.Bucket },
      });
    }
    return configuration.unwrapped ? value : { [member]: value };
  });
  const removed = action(remove, onBucket(permissions[0]), (input: BucketInput, { cloud }) => {
    const none = configuration.initial && !configuration.resets ? null : undefined;
    configure(input.Bucket, name, none, cloud);
    return {};
  });
  return remove === 'none' ? [written, read] : [written, read, removed];
});

/** The settings of public access that hold for a bucket; undefined where they were removed. */
export function publicAccessBlock(bucket: BucketRow): PublicAccessBlock | undefined {
  return valueOf(
    CONFIGURATIONS.find(({ name }) => name === 'publicAccess')!,
    bucket,
  );
}

/** Null in the store means: removed, so not even what a new bucket has. */
function valueOf({ name, initial }: Configuration, bucket: BucketRow): object | undefined {
  const stored = configurationOf<object | null>(bucket, name);
  return stored === undefined ? initial : (stored ?? undefined);
}
