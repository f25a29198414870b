import { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { permit } from '../private/grants.ts';
import { because } from '../private/reasons.ts';
import type { Retention } from '../stage.ts';

/** Properties of the lake. */
export interface DataLakeProps {
  /** What becomes of data when the stack is deleted. */
  readonly retention: Retention;
  /** Key that encrypts every object. @default - keys that S3 manages */
  readonly encryptionKey?: kms.IKey;
}

/** How long steps of a large upload can be done again by what earlier ones wrote. */
const WORK_KEPT = Duration.days(3);

const PREFIXES = 'keys are made at run time; the prefix says what the function may touch';

/** Only uploads are read by version: what was announced is what is judged. */
const READING: Readonly<Record<LakeBucket, readonly string[]>> = {
  landing: ['s3:GetObjectVersion'],
  lake: ['s3:GetObject'],
  artifacts: ['s3:GetObject'],
};

/** Parts of the lake, by what is done there. */
export type LakeBucket = 'landing' | 'lake' | 'artifacts';

/**
 * The buckets of the platform: landing (uploads and receipts), lake (accepted rows, quarantine,
 * captures), artifacts (runs, models, reports).
 *
 * Defines three versioned buckets that accept TLS only, and one for their access logs. Objects
 * created in the landing bucket are told to EventBridge.
 */
export class DataLake extends Construct {
  /** Buckets by their job. */
  public readonly buckets: Readonly<Record<LakeBucket, s3.Bucket>>;
  private readonly key: kms.IKey | undefined;

  constructor(scope: Construct, id: string, props: DataLakeProps) {
    super(scope, id);
    this.key = props.encryptionKey;
    const accessLogs = this.defineAccessLogs(props);
    this.buckets = {
      landing: this.defineBucket('Landing', props, accessLogs),
      lake: this.defineBucket('Lake', props, accessLogs),
      artifacts: this.defineBucket('Artifacts', props, accessLogs),
    };
    announceObjects(this.buckets.landing);
    this.buckets.lake.addLifecycleRule({
      id: 'work',
      prefix: 'work/',
      expiration: WORK_KEPT,
      noncurrentVersionExpiration: Duration.days(1),
    });
  }

  /** Permits reading objects below prefixes. */
  public grantRead(role: iam.Role, bucket: LakeBucket, ...prefixes: readonly string[]): void {
    permit(role, {
      actions: READING[bucket],
      resources: this.below(bucket, prefixes),
      because: PREFIXES,
    });
    this.permitKey(role, 'kms:Decrypt');
  }

  /**
   * Permits listing keys below prefixes; without it a missing object looks like a forbidden one.
   */
  public grantList(role: iam.Role, bucket: LakeBucket): void {
    permit(role, { actions: ['s3:ListBucket'], resources: [this.buckets[bucket].bucketArn] });
  }

  /** Permits writing objects below prefixes. Nothing may be deleted. */
  public grantWrite(role: iam.Role, bucket: LakeBucket, ...prefixes: readonly string[]): void {
    permit(role, {
      actions: ['s3:PutObject'],
      resources: this.below(bucket, prefixes),
      because: PREFIXES,
    });
    this.permitKey(role, 'kms:GenerateDataKey', 'kms:Decrypt');
  }

  /** Permits leaving objects unfinished that are written in parts. */
  public grantAbandon(role: iam.Role, bucket: LakeBucket, ...prefixes: readonly string[]): void {
    permit(role, {
      actions: ['s3:AbortMultipartUpload'],
      resources: this.below(bucket, prefixes),
      because: PREFIXES,
    });
  }

  /** Permits hiding objects: what they held stays as an older version. */
  public grantRemove(role: iam.Role, bucket: LakeBucket, ...prefixes: readonly string[]): void {
    permit(role, {
      actions: ['s3:DeleteObject'],
      resources: this.below(bucket, prefixes),
      because: PREFIXES,
    });
  }

  private below(bucket: LakeBucket, prefixes: readonly string[]): readonly string[] {
    return prefixes.map((prefix) => this.buckets[bucket].arnForObjects(`${prefix}/*`));
  }

  private permitKey(role: iam.Role, ...actions: readonly string[]): void {
    if (this.key) permit(role, { actions, resources: [this.key.keyArn] });
  }

  private defineBucket(
    id: string,
    { retention, encryptionKey }: DataLakeProps,
    accessLogs: s3.IBucket,
  ): s3.Bucket {
    return new s3.Bucket(this, id, {
      versioned: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      encryption: encryptionKey ? s3.BucketEncryption.KMS : s3.BucketEncryption.S3_MANAGED,
      encryptionKey,
      bucketKeyEnabled: encryptionKey !== undefined,
      removalPolicy: retention.removal,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: `${id.toLowerCase()}/`,
      lifecycleRules: [
        { id: 'abandoned-uploads', abortIncompleteMultipartUploadAfter: Duration.days(3) },
        { id: 'old-versions', noncurrentVersionExpiration: Duration.days(90) },
      ],
    });
  }

  private defineAccessLogs({ retention }: DataLakeProps): s3.Bucket {
    const bucket = new s3.Bucket(this, 'AccessLogs', {
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      encryption: s3.BucketEncryption.S3_MANAGED,
      removalPolicy: retention.removal,
      lifecycleRules: [{ id: 'expire', expiration: Duration.days(365) }],
    });
    because(
      bucket,
      'it receives the access logs of the others; logging its own access would never end',
      'AwsSolutions-S1',
    );
    return bucket;
  }
}

/** By the L1 property: the L2 one would add a Python custom resource. */
function announceObjects(bucket: s3.Bucket): void {
  const resource = bucket.node.defaultChild as s3.CfnBucket;
  resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
}
