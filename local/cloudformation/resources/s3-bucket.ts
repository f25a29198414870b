import type { HandlerContext, Made, Properties, ResourceHandler } from '../handler.ts';
import { lifecycleRules, notifications } from './s3-bucket-rules.ts';
import { flag, optional } from './values.ts';

type Apply = (bucket: string, value: never, context: HandlerContext) => Promise<unknown>;

/** API calls that each property leads to. */
const SETTINGS: Readonly<Record<string, Apply>> = {
  VersioningConfiguration: (Bucket, VersioningConfiguration, { call }) =>
    call('s3', 'PutBucketVersioning', { Bucket, VersioningConfiguration }),
  BucketEncryption: (
    Bucket,
    value: {
      readonly ServerSideEncryptionConfiguration: readonly {
        readonly ServerSideEncryptionByDefault?: object;
        readonly BucketKeyEnabled?: boolean;
      }[];
    },
    { call },
  ) =>
    call('s3', 'PutBucketEncryption', {
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: value.ServerSideEncryptionConfiguration.map(
          ({ ServerSideEncryptionByDefault, BucketKeyEnabled }) => ({
            ApplyServerSideEncryptionByDefault: ServerSideEncryptionByDefault,
            BucketKeyEnabled,
          }),
        ),
      },
    }),
  PublicAccessBlockConfiguration: (Bucket, PublicAccessBlockConfiguration, { call }) =>
    call('s3', 'PutPublicAccessBlock', { Bucket, PublicAccessBlockConfiguration }),
  NotificationConfiguration: (Bucket, value, { call }) =>
    call('s3', 'PutBucketNotificationConfiguration', {
      Bucket,
      NotificationConfiguration: notifications(value),
    }),
  LifecycleConfiguration: (
    Bucket,
    value: { readonly Rules: never; readonly TransitionDefaultMinimumObjectSize?: string },
    { call },
  ) =>
    call('s3', 'PutBucketLifecycleConfiguration', {
      Bucket,
      LifecycleConfiguration: { Rules: lifecycleRules(value.Rules) },
      TransitionDefaultMinimumObjectSize: value.TransitionDefaultMinimumObjectSize,
    }),
  OwnershipControls: (Bucket, OwnershipControls, { call }) =>
    call('s3', 'PutBucketOwnershipControls', { Bucket, OwnershipControls }),
  CorsConfiguration: (
    Bucket,
    value: {
      readonly CorsRules: readonly (object & {
        readonly Id?: string;
        readonly ExposedHeaders?: readonly string[];
        readonly MaxAge?: number;
      })[];
    },
    { call },
  ) =>
    call('s3', 'PutBucketCors', {
      Bucket,
      CORSConfiguration: {
        CORSRules: value.CorsRules.map(({ Id, ExposedHeaders, MaxAge, ...rule }) => ({
          ...rule,
          ID: Id,
          ExposeHeaders: ExposedHeaders,
          MaxAgeSeconds: MaxAge,
        })),
      },
    }),
  ObjectLockConfiguration: (Bucket, ObjectLockConfiguration, { call }) =>
    call('s3', 'PutObjectLockConfiguration', { Bucket, ObjectLockConfiguration }),
  Tags: (Bucket, TagSet, { call }) =>
    call('s3', 'PutBucketTagging', { Bucket, Tagging: { TagSet } }),
};

/** API calls that a property leads to when a template no longer has it. */
const REMOVALS: Readonly<Record<string, readonly [string, object?]>> = {
  VersioningConfiguration: [
    'PutBucketVersioning',
    { VersioningConfiguration: { Status: 'Suspended' } },
  ],
  BucketEncryption: ['DeleteBucketEncryption'],
  PublicAccessBlockConfiguration: ['DeletePublicAccessBlock'],
  NotificationConfiguration: [
    'PutBucketNotificationConfiguration',
    { NotificationConfiguration: {} },
  ],
  LifecycleConfiguration: ['DeleteBucketLifecycle'],
  OwnershipControls: ['DeleteBucketOwnershipControls'],
  CorsConfiguration: ['DeleteBucketCors'],
  Tags: ['DeleteBucketTagging'],
};

/** AWS::S3::Bucket. */
export const s3Bucket: ResourceHandler = {
  type: 'AWS::S3::Bucket',
  properties: ['BucketName', 'ObjectLockEnabled', ...Object.keys(SETTINGS)],
  withoutEffect: {
    LoggingConfiguration: 'access logs of a laptop are read in its terminal',
    AccessControl: 'the account is alone',
  },
  async create(properties, context) {
    const name =
      optional<string>(properties, 'BucketName') ?? context.physicalName(63).toLowerCase();
    await context.call('s3', 'CreateBucket', {
      Bucket: name,
      ObjectLockEnabledForBucket: flag(properties, 'ObjectLockEnabled'),
    });
    return configure(name, properties, context);
  },
  async update(made, properties, before, context) {
    for (const [property, [action, input]] of Object.entries(REMOVALS)) {
      if (before[property] !== undefined && properties[property] === undefined)
        await context.call('s3', action, { Bucket: made.ref, ...input });
    }
    return configure(made.ref, properties, context);
  },
  async remove(made, _properties, context) {
    await empty(made.ref, context);
    await context.call('s3', 'DeleteBucket', { Bucket: made.ref });
  },
};

async function configure(
  name: string,
  properties: Properties,
  context: HandlerContext,
): Promise<Made> {
  for (const [property, apply] of Object.entries(SETTINGS)) {
    if (properties[property] !== undefined)
      await apply(name, properties[property] as never, context);
  }
  return {
    ref: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${context.cloud.region}.amazonaws.com`,
    },
  };
}

/** CloudFormation refuses to delete a bucket with objects; on a laptop they go with it. */
async function empty(Bucket: string, { call }: HandlerContext): Promise<void> {
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await call<{
      Versions?: { Key: string; VersionId: string }[];
      DeleteMarkers?: { Key: string; VersionId: string }[];
    }>('s3', 'ListObjectVersions', { Bucket });
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({
      Key,
      VersionId,
    }));
    if (Objects.length === 0) return;
    await call('s3', 'DeleteObjects', { Bucket, Delete: { Objects, Quiet: true } });
  }
}
