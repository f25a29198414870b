import type { Cloud } from '../../kernel/index.ts';
import { splitMachineArn } from './arns.ts';
import { resourceNotFound, stateMachineDoesNotExist, validationException } from './errors.ts';
import type { Route } from './machines.ts';
import { constraint } from './paging.ts';

/** An alias, as its row has it. */
export interface Alias {
  readonly arn: string;
  readonly machine_arn: string;
  readonly name: string;
  readonly description: string | null;
  readonly routing: string;
  readonly created: number;
  readonly updated: number;
}

/** The alias of an ARN. Throws where it does not exist. */
export function aliasAt(cloud: Cloud, arn: string): Alias {
  const alias = cloud.db.get<Alias>('SELECT * FROM states_aliases WHERE arn = ?', arn);
  if (!alias) throw resourceNotFound(arn);
  return alias;
}

/** Throws unless the routes are versions of one machine whose weights are 100 in all. */
export function checkRouting(cloud: Cloud, routes: readonly Route[]): void {
  for (const { stateMachineVersionArn: arn } of routes) {
    if (!/^\d+$/.test(splitMachineArn(arn).qualifier ?? ''))
      throw validationException(
        'Routing configuration must contain state machine version ARNs. Received: [' + arn + ']',
      );
    if (!cloud.db.get('SELECT arn FROM states_versions WHERE arn = ?', arn))
      throw stateMachineDoesNotExist(arn);
  }
  if (routes.reduce((total, { weight }) => total + weight, 0) !== 100) {
    throw validationException(
      'Sum of routing configuration weights must equal 100. Received: ' + JSON.stringify(routes),
    );
  }
}

/**
 * Throws unless the name has a letter, a hyphen, a dot or an underscore in it: a number would be a
 * version.
 */
export function checkAliasName(name: string): void {
  const problem =
    name.length > 80
      ? 'Member must have length less than or equal to 80'
      : 'Member must satisfy regular expression pattern: ^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$';
  if (name.length <= 80 && /^(?=.*[a-zA-Z_\-.])[a-zA-Z0-9_\-.]+$/.test(name)) return;
  throw constraint(name, 'name', problem);
}
