import type { HandlerContext, Made, Properties, ResourceHandler } from '../handler.ts';
import { optional } from './values.ts';

/** API calls that each property leads to. */
const SETTINGS: Readonly<
  Record<string, (bucket: string, value: never, context: HandlerContext) => Promise<unknown>>
> = {
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
  NotificationConfiguration: (Bucket, NotificationConfiguration, { call }) =>
    call('s3', 'PutBucketNotificationConfiguration', { Bucket, NotificationConfiguration }),
  LifecycleConfiguration: (Bucket, LifecycleConfiguration, { call }) =>
    call('s3', 'PutBucketLifecycleConfiguration', { Bucket, LifecycleConfiguration }),
  OwnershipControls: (Bucket, OwnershipControls, { call }) =>
    call('s3', 'PutBucketOwnershipControls', { Bucket, OwnershipControls }),
  Tags: (Bucket, TagSet, { call }) =>
    call('s3', 'PutBucketTagging', { Bucket, Tagging: { TagSet } }),
};

/** AWS::S3::Bucket. */
export const s3Bucket: ResourceHandler = {
  type: 'AWS::S3::Bucket',
  properties: ['BucketName', ...Object.keys(SETTINGS)],
  withoutEffect: {
    LoggingConfiguration: 'access logs of a laptop are read in its terminal',
    AccessControl: 'the account is alone',
  },
  async create(properties, context) {
    const name =
      optional<string>(properties, 'BucketName') ?? context.physicalName(63).toLowerCase();
    await context.call('s3', 'CreateBucket', { Bucket: name });
    return configure(name, properties, context);
  },
  update: (made, properties, _before, context) => configure(made.ref, properties, context),
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
