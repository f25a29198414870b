import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { permit } from '../private/grants.ts';
import type { Retention } from '../stage.ts';

/** Properties of the registry. */
export interface ModelRegistryProps {
  /** What becomes of the table when the stack is deleted. */
  readonly retention: Retention;
  /** Key that encrypts the table. @default - a key that AWS owns */
  readonly encryptionKey?: kms.IKey;
}

/**
 * The table of models, versions, aliases, leases, decisions and history.
 *
 * Defines one table with point-in-time recovery; it expires only what carries the attribute `ttl`.
 */
export class ModelRegistry extends Construct {
  /** The table. */
  public readonly table: dynamodb.Table;
  private readonly key: kms.IKey | undefined;

  constructor(scope: Construct, id: string, { retention, encryptionKey }: ModelRegistryProps) {
    super(scope, id);
    this.key = encryptionKey;
    this.table = new dynamodb.Table(this, 'Table', {
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'ttl',
      encryption: encryptionKey
        ? dynamodb.TableEncryption.CUSTOMER_MANAGED
        : dynamodb.TableEncryption.DEFAULT,
      encryptionKey,
      removalPolicy: retention.removal,
    });
  }

  /** Permits the named item actions, for example `GetItem`. */
  public grant(role: iam.Role, ...actions: readonly string[]): void {
    permit(role, {
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: [this.table.tableArn],
    });
    if (!this.key) return;
    permit(role, {
      actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey', 'kms:CreateGrant'],
      resources: [this.key.keyArn],
    });
  }
}
