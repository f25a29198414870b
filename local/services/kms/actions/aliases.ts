import { action } from '../../../kernel/index.ts';
import type { ActionContext, Permission } from '../../../kernel/index.ts';
import { kmsError, validation } from '../errors.ts';
import { demandNotPending, keyNamed, keyPermission } from '../keys.ts';
import { pageOf } from '../paging.ts';
import type { PageInput } from '../paging.ts';

/** Input of CreateAlias and UpdateAlias. */
export interface AliasInput {
  readonly AliasName: string;
  readonly TargetKeyId: string;
}

interface AliasRow {
  readonly name: string;
  readonly key: string;
  readonly created: number;
}

/** CreateAlias. */
export const createAlias = action(
  'CreateAlias',
  onAliasAndKey('CreateAlias'),
  (input: AliasInput, context) => {
    const { cloud } = context;
    checkName(input.AliasName);
    const key = keyNamed(input.TargetKeyId, context);
    demandNotPending(key);
    if (aliasRow(input.AliasName, context)) {
      throw kmsError(
        'AlreadyExistsException',
        `An alias with the name ${aliasArn(input.AliasName, context)} already exists`,
      );
    }
    cloud.db.run(
      'INSERT INTO kms_aliases VALUES (?, ?, ?)',
      input.AliasName,
      key.id,
      cloud.world.now(),
    );
    return {};
  },
);

/** UpdateAlias: leads to another key from now on. */
export const updateAlias = action(
  'UpdateAlias',
  onAliasAndKey('UpdateAlias'),
  (input: AliasInput, context) => {
    existing(input.AliasName, context);
    const key = keyNamed(input.TargetKeyId, context);
    demandNotPending(key);
    context.cloud.db.run('UPDATE kms_aliases SET key = ? WHERE name = ?', key.id, input.AliasName);
    return {};
  },
);

/** DeleteAlias. */
export const deleteAlias = action(
  'DeleteAlias',
  ({ AliasName }: { readonly AliasName: string }, context): readonly Permission[] => {
    const row = aliasRow(AliasName, context);
    const onAlias = { action: 'kms:DeleteAlias', resource: aliasArn(AliasName, context) };
    return row ? [onAlias, keyPermission('DeleteAlias', keyNamed(row.key, context))] : [onAlias];
  },
  ({ AliasName }, context) => {
    existing(AliasName, context);
    context.cloud.db.run('DELETE FROM kms_aliases WHERE name = ?', AliasName);
    return {};
  },
);

/** ListAliases: all, or those of one key. */
export const listAliases = action(
  'ListAliases',
  () => [{ action: 'kms:ListAliases', resource: '*' }],
  (input: PageInput & { readonly KeyId?: string }, context) => {
    const key = input.KeyId === undefined ? undefined : keyNamed(input.KeyId, context).id;
    const rows = context.cloud.db
      .all<AliasRow>('SELECT * FROM kms_aliases ORDER BY name')
      .filter((row) => key === undefined || row.key === key);
    const { page, told } = pageOf(rows, input);
    return {
      Aliases: page.map((row) => ({
        AliasName: row.name,
        AliasArn: aliasArn(row.name, context),
        TargetKeyId: row.key,
        CreationDate: new Date(row.created),
        LastUpdatedDate: new Date(row.created),
      })),
      ...told,
    };
  },
);

/** Aliases demand the permission on the alias and on the key. */
function onAliasAndKey(name: string) {
  return (input: AliasInput, context: ActionContext): readonly Permission[] => [
    { action: `kms:${name}`, resource: aliasArn(input.AliasName, context) },
    keyPermission(name, keyNamed(input.TargetKeyId, context)),
  ];
}

function aliasRow(name: string, { cloud }: ActionContext): AliasRow | undefined {
  return cloud.db.get<AliasRow>('SELECT * FROM kms_aliases WHERE name = ?', name);
}

function existing(name: string, context: ActionContext): AliasRow {
  const row = aliasRow(name, context);
  if (row) return row;
  throw kmsError('NotFoundException', `Alias ${aliasArn(name, context)} is not found.`);
}

function aliasArn(name: string, { cloud }: ActionContext): string {
  return `arn:aws:kms:${cloud.region}:${cloud.accountId}:${name}`;
}

function checkName(name: string): void {
  if (name.startsWith('alias/aws/')) throw kmsError('NotAuthorizedException', '');
  if (!name.startsWith('alias/')) throw validation('Invalid identifier');
  if (!/^alias\/[a-zA-Z0-9/_-]{1,250}$/.test(name)) {
    throw validation(
      `1 validation error detected: Value '${name}' at 'aliasName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$`,
    );
  }
}
