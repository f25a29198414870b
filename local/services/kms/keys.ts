import { createHash } from 'node:crypto';
import type { ActionContext, Cloud, Permission, PolicyDocument } from '../../kernel/index.ts';
import { invalidState, kmsError } from './errors.ts';
import { grantStatements } from './grants.ts';

/** A row of the keys' table. */
export interface KeyRow {
  readonly id: string;
  readonly arn: string;
  readonly policy: string;
  readonly description: string | null;
  readonly state: 'Enabled' | 'Disabled' | 'PendingDeletion';
  readonly rotates: number;
  readonly created: number;
  /** CUSTOMER or AWS. */
  readonly manager: string;
  /** When it is deleted; null unless that is pending. */
  readonly deletion: number | null;
  /** JSON of tags by key. */
  readonly tags: string;
  /** The 32 bytes that encrypt, base64. */
  readonly material: string;
}

/** What names a key in most inputs. */
export interface KeyInput {
  readonly KeyId: string;
}

/** What is new about a key that is made. */
export type NewKey = Pick<KeyRow, 'policy' | 'description' | 'manager' | 'rotates' | 'tags'>;

/** Makes and stores a key. */
export function makeKey(made: NewKey, cloud: Cloud): KeyRow {
  const id = cloud.world.uuid();
  const row: KeyRow = {
    ...made,
    id,
    arn: `arn:aws:kms:${cloud.region}:${cloud.accountId}:key/${id}`,
    state: 'Enabled',
    created: cloud.world.now(),
    deletion: null,
    material: secretBytes(32, cloud).toString('base64'),
  };
  cloud.db.run(
    'INSERT INTO kms_keys VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    row.id,
    row.arn,
    row.policy,
    row.description,
    row.state,
    row.rotates,
    row.created,
    row.manager,
    row.deletion,
    row.tags,
    row.material,
  );
  return row;
}

/** The key behind an id, an ARN or an alias, if there is one. */
export function findKey(name: string, cloud: Cloud): KeyRow | undefined {
  const bare = bareKey(name);
  return bare.startsWith('alias/')
    ? cloud.db.get<KeyRow>(
        'SELECT k.* FROM kms_aliases a JOIN kms_keys k ON k.id = a.key WHERE a.name = ?',
        bare,
      )
    : cloud.db.get<KeyRow>('SELECT * FROM kms_keys WHERE id = ?', bare);
}

function bareKey(name: string): string {
  return name.replace(/^arn:aws:kms:[^:]*:[^:]*:(key\/)?/, '');
}

/** The key behind an id, an ARN or an alias, or AWS's NotFoundException. */
export function keyNamed(name: string, { cloud }: { readonly cloud: Cloud }): KeyRow {
  const row = findKey(name, cloud);
  if (row) return row;
  const bare = bareKey(name);
  const prefix = `arn:aws:kms:${cloud.region}:${cloud.accountId}:`;
  if (bare.startsWith('alias/'))
    throw kmsError('NotFoundException', `Alias ${prefix}${bare} is not found.`);
  if (!/^[0-9a-f-]{36}$/.test(bare)) throw kmsError('NotFoundException', `Invalid keyId '${bare}'`);
  throw kmsError('NotFoundException', `Key '${prefix}key/${bare}' does not exist`);
}

/** Throws unless the key can encrypt and decrypt. */
export function demandUsable(key: KeyRow): void {
  if (key.state === 'Disabled') throw kmsError('DisabledException', `${key.arn} is disabled.`);
  demandNotPending(key);
}

/** Throws for keys that will be deleted. */
export function demandNotPending(key: KeyRow): void {
  if (key.state === 'PendingDeletion') throw invalidState(`${key.arn} is pending deletion.`);
}

/** Permission for a KMS action: the key's own policy has a say. */
export function onKey(action: string) {
  return ({ KeyId }: KeyInput, context: ActionContext): readonly Permission[] => [
    keyPermission(action, keyNamed(KeyId, context)),
  ];
}

/**
 * The permission that using a key demands; other services ask for it when they encrypt with a
 * customer's key. The key's policy and its grants decide; identity policies count where the policy lets
 * the account delegate.
 */
export function keyPermission(
  action: string,
  key: KeyRow,
  encryptionContext: Readonly<Record<string, string>> = {},
  cloud?: Cloud,
): Permission {
  const policy = JSON.parse(key.policy) as PolicyDocument;
  const grants = cloud ? grantStatements(key.id, cloud) : [];
  return {
    action: `kms:${action}`,
    resource: key.arn,
    resourcePolicy: { ...policy, Statement: [...[policy.Statement].flat(), ...grants] },
    resourcePolicyDecides: true,
    context: Object.fromEntries(
      Object.entries(encryptionContext).map(([name, value]) => [
        `kms:EncryptionContext:${name}`,
        value,
      ]),
    ),
  };
}

/** The policy of a key that was made without one: the account's identity policies decide. */
export function defaultPolicy(cloud: Cloud): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${cloud.accountId}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  });
}

/** Bytes that nobody can guess, from the world's chance. */
export function secretBytes(count: number, { world }: Cloud): Buffer {
  const blocks = Array.from({ length: Math.ceil(count / 32) }, () =>
    createHash('sha256').update(world.uuid()).update(world.uuid()).update(world.uuid()).digest(),
  );
  return Buffer.concat(blocks).subarray(0, count);
}
