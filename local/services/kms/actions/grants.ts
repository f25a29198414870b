import { createHash } from 'node:crypto';
import { action } from '../../../kernel/index.ts';
import type { ActionContext, Principal } from '../../../kernel/index.ts';
import { kmsError, validation } from '../errors.ts';
import { describeGrant, grantsOf } from '../grants.ts';
import type { GrantConstraints, GrantRow } from '../grants.ts';
import { demandUsable, keyNamed, onKey } from '../keys.ts';
import type { KeyInput } from '../keys.ts';
import { pageOf } from '../paging.ts';
import type { PageInput } from '../paging.ts';

/** Input of CreateGrant. */
export interface CreateGrantInput extends KeyInput {
  readonly GranteePrincipal: string;
  readonly RetiringPrincipal?: string;
  readonly Operations: readonly string[];
  readonly Constraints?: GrantConstraints;
  readonly Name?: string;
}

/** CreateGrant: the same grant twice is one. */
export const createGrant = action(
  'CreateGrant',
  onKey('CreateGrant'),
  (input: CreateGrantInput, context) => {
    const { cloud } = context;
    const key = keyNamed(input.KeyId, context);
    demandUsable(key);
    if (input.Operations.length === 0) throw validation('Operations must not be empty');
    if (!/^arn:aws:(iam|sts)::\d{12}:/.test(input.GranteePrincipal))
      throw kmsError('InvalidArnException', `Invalid Arn ${input.GranteePrincipal}`);
    const row = {
      key: key.id,
      grantee: input.GranteePrincipal,
      retiring: input.RetiringPrincipal ?? null,
      operations: JSON.stringify(input.Operations),
      constraints: input.Constraints ? JSON.stringify(input.Constraints) : null,
      name: input.Name ?? null,
    };
    const twin = grantsOf(key.id, cloud).find((grant) => grant.name !== null && isSame(grant, row));
    const id = twin?.id ?? createHash('sha256').update(cloud.world.uuid()).digest('hex');
    if (!twin) {
      cloud.db.run(
        'INSERT INTO kms_grants VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        id,
        row.key,
        row.grantee,
        row.retiring,
        row.operations,
        row.constraints,
        row.name,
        `arn:aws:iam::${cloud.accountId}:root`,
        cloud.world.now(),
      );
    }
    return { GrantId: id, GrantToken: Buffer.from(`grant ${id}`).toString('base64') };
  },
);

/** ListGrants. */
export const listGrants = action(
  'ListGrants',
  onKey('ListGrants'),
  (
    input: KeyInput & PageInput & { readonly GrantId?: string; readonly GranteePrincipal?: string },
    context,
  ) => {
    const key = keyNamed(input.KeyId, context);
    const rows = grantsOf(key.id, context.cloud)
      .filter(({ id }) => input.GrantId === undefined || id === input.GrantId)
      .filter(
        ({ grantee }) => input.GranteePrincipal === undefined || grantee === input.GranteePrincipal,
      );
    const { page, told } = pageOf(rows, input);
    return { Grants: page.map((row) => describeGrant(row, key.arn)), ...told };
  },
);

/** ListRetirableGrants: those that a principal may retire. */
export const listRetirableGrants = action(
  'ListRetirableGrants',
  () => [{ action: 'kms:ListRetirableGrants', resource: '*' }],
  (input: PageInput & { readonly RetiringPrincipal: string }, context) => {
    const rows = context.cloud.db.all<GrantRow>(
      'SELECT * FROM kms_grants WHERE retiring = ? ORDER BY id',
      input.RetiringPrincipal,
    );
    const { page, told } = pageOf(rows, input);
    return {
      Grants: page.map((row) => describeGrant(row, keyNamed(row.key, context).arn)),
      ...told,
    };
  },
);

/** RevokeGrant: by who administers the key. */
export const revokeGrant = action(
  'RevokeGrant',
  onKey('RevokeGrant'),
  (input: KeyInput & { readonly GrantId: string }, context) => {
    const key = keyNamed(input.KeyId, context);
    const row = grantsOf(key.id, context.cloud).find(({ id }) => id === input.GrantId);
    if (!row) throw noGrant(input.GrantId);
    return drop(row, context);
  },
);

/** RetireGrant: by who was named for it, or by the grantee where RetireGrant was granted. */
export const retireGrant = action(
  'RetireGrant',
  () => [],
  (
    input: { readonly KeyId?: string; readonly GrantId?: string; readonly GrantToken?: string },
    context,
  ) => {
    const id =
      input.GrantId ??
      /^grant (\w+)$/.exec(Buffer.from(input.GrantToken ?? '', 'base64').toString('utf8'))?.[1];
    const row = context.cloud.db.get<GrantRow>('SELECT * FROM kms_grants WHERE id = ?', id ?? '');
    if (!row) throw noGrant(id ?? '');
    if (!mayRetire(row, context.principal)) {
      throw kmsError(
        'AccessDeniedException',
        `User: ${context.principal.arn} is not authorized to perform: kms:RetireGrant`,
      );
    }
    return drop(row, context);
  },
);

function mayRetire(row: GrantRow, principal: Principal): boolean {
  if (principal.kind === 'root') return true;
  const names: readonly string[] =
    principal.kind === 'role' ? [principal.arn, principal.roleArn] : [principal.arn];
  const operations = JSON.parse(row.operations) as string[];
  const asGrantee = names.includes(row.grantee) && operations.includes('RetireGrant');
  return asGrantee || (row.retiring !== null && names.includes(row.retiring));
}

function isSame(a: GrantRow, b: Omit<GrantRow, 'id' | 'issuer' | 'created'>): boolean {
  return (
    a.name === b.name &&
    a.grantee === b.grantee &&
    a.retiring === b.retiring &&
    a.operations === b.operations &&
    a.constraints === b.constraints
  );
}

function drop({ id }: GrantRow, { cloud }: ActionContext) {
  cloud.db.run('DELETE FROM kms_grants WHERE id = ?', id);
  return {};
}

function noGrant(id: string) {
  return kmsError('NotFoundException', `Grant ID ${id} not found`);
}
