import { HTTP_STATUS, action } from '../../../kernel/index.ts';
import type { ActionContext, Cloud } from '../../../kernel/index.ts';
import { aliasNamed, describeAlias, weightsOf } from '../aliases.ts';
import type { AliasRow } from '../aliases.ts';
import { conflict, invalidParameter, notFound, staleRevision } from '../errors.ts';
import { LATEST, functionNamed } from '../functions.ts';
import { bareName, functionArn } from '../names.ts';
import { pageOf } from '../paging.ts';
import type { PageInput } from '../paging.ts';
import { demandOwn, functionPermission } from '../permissions.ts';

/** Input of CreateAlias and UpdateAlias. */
export interface AliasInput {
  readonly FunctionName: string;
  readonly Name: string;
  readonly FunctionVersion?: string;
  readonly Description?: string;
  readonly RoutingConfig?: {
    readonly AdditionalVersionWeights?: Readonly<Record<string, number>>;
  };
  readonly RevisionId?: string;
}

type AliasName = Pick<AliasInput, 'FunctionName' | 'Name'>;

const onAlias = (name: string) => (input: AliasName, context: ActionContext) => {
  demandOwn(name, input.FunctionName, context);
  return [functionPermission(name, { FunctionName: bareName(input.FunctionName) }, context.cloud)];
};

/** CreateAlias. */
export const createAlias = action(
  'CreateAlias',
  onAlias('CreateAlias'),
  (input: AliasInput, { cloud }) => {
    const name = bareName(input.FunctionName);
    functionNamed(name, cloud);
    if (aliasNamed(name, input.Name, cloud))
      throw conflict(`Alias already exists: ${functionArn(name, cloud, input.Name)}`);
    return store(
      {
        function: name,
        name: input.Name,
        version: '',
        description: '',
        weights: '{}',
        revision: '',
      },
      input,
      cloud,
    );
  },
);

/** UpdateAlias: what is not named stays. */
export const updateAlias = action(
  'UpdateAlias',
  onAlias('UpdateAlias'),
  (input: AliasInput, { cloud }) => {
    const old = existing(input, cloud);
    if (input.RevisionId !== undefined && input.RevisionId !== old.revision) throw staleRevision();
    return store(old, input, cloud);
  },
);

/** GetAlias. */
export const getAlias = action('GetAlias', onAlias('GetAlias'), (input: AliasName, { cloud }) =>
  describeAlias(existing(input, cloud), cloud),
);

/** DeleteAlias: one that is not there is no error. */
export const deleteAlias = action(
  'DeleteAlias',
  onAlias('DeleteAlias'),
  (input: AliasName, { cloud }) => {
    const name = bareName(input.FunctionName);
    functionNamed(name, cloud);
    cloud.db.run('DELETE FROM lambda_aliases WHERE function = ? AND name = ?', name, input.Name);
    return { [HTTP_STATUS]: 204 };
  },
);

/** ListAliases: all, or those of one version. */
export const listAliases = action(
  'ListAliases',
  onAlias('ListAliases'),
  (input: PageInput & AliasName & { readonly FunctionVersion?: string }, { cloud }) => {
    const name = bareName(input.FunctionName);
    functionNamed(name, cloud);
    const rows = cloud.db
      .all<AliasRow>('SELECT * FROM lambda_aliases WHERE function = ? ORDER BY name', name)
      .filter(
        (row) => input.FunctionVersion === undefined || row.version === input.FunctionVersion,
      );
    const { page, next } = pageOf(rows, input);
    return { Aliases: page.map((row) => describeAlias(row, cloud)), NextMarker: next };
  },
);

function existing(input: AliasName, cloud: Cloud): AliasRow {
  const name = bareName(input.FunctionName);
  functionNamed(name, cloud);
  const row = aliasNamed(name, input.Name, cloud);
  if (row) return row;
  throw notFound(`Cannot find alias arn: ${functionArn(name, cloud, input.Name)}`);
}

function store(old: AliasRow, input: AliasInput, cloud: Cloud) {
  const version = input.FunctionVersion ?? old.version;
  const weights = input.RoutingConfig
    ? (input.RoutingConfig.AdditionalVersionWeights ?? {})
    : weightsOf(old);
  functionNamed(old.function, cloud, version);
  checkWeights(weights, version, old.function, cloud);
  const row: AliasRow = {
    ...old,
    version,
    description: input.Description ?? old.description,
    weights: JSON.stringify(weights),
    revision: cloud.world.uuid(),
  };
  cloud.db.run(
    'INSERT OR REPLACE INTO lambda_aliases VALUES (?, ?, ?, ?, ?, ?)',
    row.function,
    row.name,
    row.version,
    row.description,
    row.weights,
    row.revision,
  );
  return describeAlias(row, cloud);
}

function checkWeights(
  weights: Readonly<Record<string, number>>,
  version: string,
  name: string,
  cloud: Cloud,
): void {
  const entries = Object.entries(weights);
  if (entries.length > 1)
    throw invalidParameter('Number of items in AdditionalVersionWeights cannot be greater than 1');
  for (const [other] of entries) {
    if (version === LATEST)
      throw invalidParameter(
        '$LATEST is not supported for an alias pointing to more than 1 version',
      );
    if (other === version)
      throw invalidParameter(
        `Invalid function version ${other}. Function version ${other} is already included in routing configuration.`,
      );
    functionNamed(name, cloud, other);
  }
}
