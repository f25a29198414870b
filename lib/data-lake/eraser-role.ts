import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { permit } from '../private/grants.ts';
import type { ModelRegistry } from '../registry/model-registry.ts';
import type { DataLake, LakeBucket } from './data-lake.ts';

/** Properties of the eraser's role. */
export interface EraserRoleProps {
  readonly lake: DataLake;
  readonly registry: ModelRegistry;
  /** Name by which the platform is found. */
  readonly platform: string;
  /** Key that encrypts the data. @default - keys that AWS manages */
  readonly encryptionKey?: kms.IKey;
}

/** Folders of each bucket where rows of persons lie: read in every version, written again, deleted. */
const PERSONAL: Readonly<Record<LakeBucket, readonly string[]>> = {
  landing: ['receipts', 'erased'],
  lake: ['accepted', 'quarantine', 'labels', 'joined', 'captures', 'oversize', 'work'],
  artifacts: ['runs'],
};

/** Folders that are read and deleted from, but never written: what is written there is admitted. */
const INCOMING = ['uploads'];

/** Folders that say which version was made of what. */
const LINEAGE = ['datasets'];

const FOLDERS = 'keys are made at run time; the prefix says what may be touched';

/**
 * The one identity that may delete data: what `perennial forget` needs, and nothing else.
 *
 * Defines a role that nobody can assume unless the account permits it.
 */
export class EraserRole extends Construct {
  public readonly role: iam.Role;

  constructor(scope: Construct, id: string, props: EraserRoleProps) {
    super(scope, id);
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.AccountRootPrincipal(),
      description: 'Erases the rows of a person: perennial forget',
    });
    for (const bucket of ['landing', 'lake', 'artifacts'] as const)
      this.permitObjects(bucket, props);
    props.registry.grant(this.role, 'BatchGetItem', 'Query', 'PutItem');
    this.permitParameters(props.platform);
    const { encryptionKey: key } = props;
    if (key)
      permit(this.role, {
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [key.keyArn],
      });
  }

  private permitObjects(name: LakeBucket, { lake }: EraserRoleProps): void {
    const bucket = lake.buckets[name];
    const below = (...folders: readonly string[]) =>
      folders.map((folder) => bucket.arnForObjects(`${folder}/*`));
    const incoming = name === 'landing' ? INCOMING : [];
    const lineage = name === 'artifacts' ? LINEAGE : [];
    permit(this.role, {
      actions: ['s3:ListBucket', 's3:ListBucketVersions'],
      resources: [bucket.bucketArn],
    });
    permit(this.role, {
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resources: below(...PERSONAL[name], ...incoming, ...lineage),
      because: FOLDERS,
    });
    permit(this.role, {
      actions: ['s3:PutObject', 's3:AbortMultipartUpload'],
      resources: below(...PERSONAL[name]),
      because: FOLDERS,
    });
    permit(this.role, {
      actions: ['s3:DeleteObjectVersion'],
      resources: below(...PERSONAL[name], ...incoming),
      because: FOLDERS,
    });
  }

  private permitParameters(platform: string): void {
    const resourceName = `perennial/${platform}`;
    const arn = Stack.of(this).formatArn({ service: 'ssm', resource: 'parameter', resourceName });
    permit(this.role, {
      actions: ['ssm:GetParametersByPath'],
      resources: [arn, `${arn}/*`],
      because: 'how many models there are is known at run time',
    });
  }
}
