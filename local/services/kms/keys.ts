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
