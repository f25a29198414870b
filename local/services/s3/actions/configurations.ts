import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { bucketNamed, configurationOf, configure, onBucket } from '../buckets.ts';

/**
 * A configuration that is stored and given back; its effect, where it has one, lies with the action
 * concerned.
 */
interface Configuration {
  /** Its name in our store. */
  readonly name: string;
  /** Operations that write, read and remove it. */
  readonly operations: readonly [string, string, string];
  /** Permissions of writing (and removing) and of reading. */
  readonly permissions: readonly [string, string];
  /** The member of input and output it travels in. */
  readonly member: string;
  /** AWS's error where there is none. */
  readonly missing: readonly [string, string];
}

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
  },
  {
    name: 'lifecycle',
    member: 'LifecycleConfiguration',
    operations: [
      'PutBucketLifecycleConfiguration',
      'GetBucketLifecycleConfiguration',
      'DeleteBucketLifecycle',
    ],
    permissions: ['PutLifecycleConfiguration', 'GetLifecycleConfiguration'],
    missing: ['NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'],
  },
  {
    name: 'tags',
    member: 'Tagging',
    operations: ['PutBucketTagging', 'GetBucketTagging', 'DeleteBucketTagging'],
    permissions: ['PutBucketTagging', 'GetBucketTagging'],
    missing: ['NoSuchTagSet', 'The TagSet does not exist'],
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
  },
];

/** Members whose content stands directly in the answer. */
const UNWRAPPED = new Set(['lifecycle', 'tags']);

type BucketInput = { readonly Bucket: string } & Readonly<Record<string, unknown>>;

/** Put, get and delete of every plain configuration of a bucket. */
export const configurationActions = CONFIGURATIONS.flatMap(
  ({ name, operations, permissions, member, missing }) => [
    action(operations[0], onBucket(permissions[0]), (input: BucketInput, { cloud }) => {
      configure(input.Bucket, name, input[member], cloud);
      return {};
    }),
    action(operations[1], onBucket(permissions[1]), (input: BucketInput, { cloud }) => {
      const value = configurationOf<object>(bucketNamed(input.Bucket, cloud), name);
      if (!value)
        throw new AwsError(missing[0], missing[1], {
          status: 404,
          members: { BucketName: input.Bucket },
        });
      return UNWRAPPED.has(name) ? value : { [member]: value };
    }),
    action(operations[2], onBucket(permissions[0]), (input: BucketInput, { cloud }) => {
      configure(input.Bucket, name, undefined, cloud);
      return {};
    }),
  ],
);
