import { HTTP_STATUS, action } from '../../../kernel/index.ts';
import { aliasNamed } from '../aliases.ts';
import { poolOf } from '../environments/pool.ts';
import { conflict, invalidParameter } from '../errors.ts';
import { LATEST, forgetFunction, functionNamed } from '../functions.ts';
import { parseName } from '../names.ts';
import { onFunction } from '../permissions.ts';
import type { FunctionInput } from '../permissions.ts';

/** DeleteFunction: everything, or one version that no alias needs. */
export const deleteFunction = action(
  'DeleteFunction',
  onFunction('DeleteFunction'),
  ({ FunctionName, Qualifier }: FunctionInput, { cloud }) => {
    const { name, qualifier } = parseName(FunctionName, Qualifier);
    if (qualifier === LATEST)
      throw invalidParameter('$LATEST version cannot be deleted without deleting the function.');
    functionNamed(name, cloud, qualifier);
    if (qualifier !== undefined && aliasNamed(name, qualifier, cloud))
      throw invalidParameter('Deletion of aliases is not currently supported.');
    poolOf(cloud).retire(name);
    if (qualifier === undefined) {
      forgetFunction(name, cloud);
      return { [HTTP_STATUS]: 204 };
    }
    const aliases = cloud.db.all<{ name: string }>(
      'SELECT name FROM lambda_aliases WHERE function = ? AND version = ?',
      name,
      qualifier,
    );
    if (aliases.length > 0) {
      throw conflict(
        `Version ${qualifier} is referenced by alias(es) [${aliases.map((alias) => alias.name).join(', ')}] and cannot be deleted.`,
      );
    }
    cloud.db.run('DELETE FROM lambda_functions WHERE name = ? AND version = ?', name, qualifier);
    return { [HTTP_STATUS]: 204 };
  },
);
