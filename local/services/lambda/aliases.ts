import type { Cloud } from '../../kernel/index.ts';
import { functionArn } from './names.ts';

/** A row of the aliases' table. */
export interface AliasRow {
  readonly function: string;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** JSON: shares of traffic by further versions. */
  readonly weights: string;
  readonly revision: string;
}

/** The alias, where there is one. */
export function aliasNamed(fn: string, name: string, cloud: Cloud): AliasRow | undefined {
  return cloud.db.get<AliasRow>(
    'SELECT * FROM lambda_aliases WHERE function = ? AND name = ?',
    fn,
    name,
  );
}

/** The version that an alias leads to this time: chance decides by the weights. */
export function versionBehind(alias: AliasRow, cloud: Cloud): string {
  let chance = cloud.world.random();
  for (const [version, weight] of Object.entries(weightsOf(alias))) {
    if (chance < weight) return version;
    chance -= weight;
  }
  return alias.version;
}

/** Shares of traffic by further versions. */
export function weightsOf(alias: AliasRow): Readonly<Record<string, number>> {
  return JSON.parse(alias.weights) as Record<string, number>;
}

/** How Lambda shows an alias. */
export function describeAlias(alias: AliasRow, cloud: Cloud) {
  const weights = weightsOf(alias);
  return {
    AliasArn: functionArn(alias.function, cloud, alias.name),
    Name: alias.name,
    FunctionVersion: alias.version,
    Description: alias.description,
    RoutingConfig:
      Object.keys(weights).length > 0 ? { AdditionalVersionWeights: weights } : undefined,
    RevisionId: alias.revision,
  };
}
