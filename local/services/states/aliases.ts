import type { Cloud } from '../../kernel/index.ts';
import type { AwsError } from '../../errors.ts';
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

/**
 * Throws unless the routes are one version, or two of one machine, whose weights are 100 in all. The
 * texts are recorded from AWS.
 */
export function checkRouting(cloud: Cloud, routes: readonly Route[]): void {
  checkShape(routes);
  const arns = routes.map(({ stateMachineVersionArn }) => stateMachineVersionArn);
  if (arns.some((arn) => !/^\d+$/.test(splitMachineArn(arn).qualifier ?? '')))
    throw refused('must contain state machine version ARNs', arns);
  if (new Set(arns).size < arns.length)
    throw refused('must contain distinct state machine version ARNs', arns);
  const weights = routes.map(({ weight }) => weight);
  if (weights.reduce((total, weight) => total + weight, 0) !== 100)
    throw validationException(
      `Sum of routing configuration weights must equal 100. Received: [${weights.join(', ')}]`,
    );
  for (const arn of arns)
    if (!cloud.db.get('SELECT arn FROM states_versions WHERE arn = ?', arn))
      throw stateMachineDoesNotExist(arn);
  if (new Set(arns.map((arn) => splitMachineArn(arn).machine)).size > 1)
    throw refused('must contain versions of the same state machine', arns);
}

function checkShape(routes: readonly Route[]): void {
  const shown = routes.map(
    ({ stateMachineVersionArn: arn, weight }) =>
      `RoutingConfigurationListItem(stateMachineVersionArn=${arn}, weight=${weight})`,
  );
  const list = `[${shown.join(', ')}]`;
  if (routes.length < 1)
    throw constraint(
      list,
      'routingConfiguration',
      'Member must have length greater than or equal to 1',
    );
  if (routes.length > 2)
    throw constraint(
      list,
      'routingConfiguration',
      'Member must have length less than or equal to 2',
    );
  routes.forEach(({ weight }, index) => {
    const member = `routingConfiguration.${index + 1}.member.weight`;
    if (weight > 100)
      throw constraint(String(weight), member, 'Member must have value less than or equal to 100');
    if (weight < 0)
      throw constraint(String(weight), member, 'Member must have value greater than or equal to 0');
  });
}

function refused(why: string, arns: readonly string[]): AwsError {
  return validationException(`Routing configuration ${why}. Received: [${arns.join(', ')}]`);
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
