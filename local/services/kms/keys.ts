import { AwsError } from '../../errors.ts';
import type { ActionContext, Cloud, Permission, PolicyDocument } from '../../kernel/index.ts';

/** A row of the keys' table. */
export interface KeyRow {
  readonly id: string;
  readonly arn: string;
  readonly policy: string;
  readonly description: string | null;
  readonly state: string;
  readonly rotates: number;
  readonly created: number;
}

/** The key behind an id, an ARN or an alias, or AWS's NotFoundException. */
export function keyNamed(name: string, { cloud }: { readonly cloud: Cloud }): KeyRow {
  const bare = name.replace(/^arn:aws:kms:[^:]*:[^:]*:(key\/)?/, '');
  const row = bare.startsWith('alias/')
    ? cloud.db.get<KeyRow>(
        'SELECT k.* FROM kms_aliases a JOIN kms_keys k ON k.id = a.key WHERE a.name = ?',
        bare,
      )
    : cloud.db.get<KeyRow>('SELECT * FROM kms_keys WHERE id = ?', bare);
  if (!row)
    throw new AwsError('NotFoundException', `Key '${name}' does not exist`, { status: 400 });
  return row;
}

/** The account's key for a service of AWS, made when it is first wanted. */
export function managedKey(service: string, description: string, cloud: Cloud): KeyRow {
  const alias = `alias/aws/${service}`;
  const known = cloud.db.get<{ key: string }>('SELECT key FROM kms_aliases WHERE name = ?', alias);
  if (!known) {
    const id = cloud.world.uuid();
    const policy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
          Resource: '*',
          Condition: {
            StringEquals: {
              'kms:CallerAccount': cloud.accountId,
              'kms:ViaService': `${service}.${cloud.region}.amazonaws.com`,
            },
          },
        },
      ],
    };
    cloud.db.run(
      "INSERT INTO kms_keys VALUES (?, ?, ?, ?, 'Enabled', 1, ?)",
      id,
      `arn:aws:kms:${cloud.region}:${cloud.accountId}:key/${id}`,
      JSON.stringify(policy),
      description,
      cloud.world.now(),
    );
    cloud.db.run('INSERT INTO kms_aliases VALUES (?, ?)', alias, id);
  }
  return keyNamed(alias, { cloud });
}

/** True for keys that AWS made for one of its services. */
export function isManaged({ id }: KeyRow, cloud: Cloud): boolean {
  const alias = "SELECT name FROM kms_aliases WHERE key = ? AND name LIKE 'alias/aws/%'";
  return cloud.db.get(alias, id) !== undefined;
}

/** Permission for a KMS action: the key's own policy has a say. */
export function onKey(action: string) {
  return ({ KeyId }: { readonly KeyId: string }, context: ActionContext): readonly Permission[] => [
    keyPermission(action, keyNamed(KeyId, context)),
  ];
}

/**
 * The permission that using a key demands; other services ask for it when they encrypt with a
 * customer's key.
 */
export function keyPermission(action: string, key: KeyRow): Permission {
  return {
    action: `kms:${action}`,
    resource: key.arn,
    resourcePolicy: JSON.parse(key.policy) as PolicyDocument,
  };
}
