import type { ActionContext, Permission } from '../../kernel/index.ts';
import { parameterNotFound, ssmError } from './errors.ts';
import { parameterArn } from './arns.ts';
import { reveal } from './secrets.ts';

/** A row of the versions' table: one version of one parameter. */
export interface VersionRow {
  readonly name: string;
  readonly version: number;
  /** Of SecureString: base64 of the ciphertext. */
  readonly value: string;
  readonly type: string;
  readonly description: string | null;
  /** The KMS key of SecureString, as it was named. */
  readonly key: string | null;
  readonly pattern: string | null;
  readonly tier: string;
  readonly data_type: string;
  readonly modified: number;
  readonly by: string;
}

/** A name, perhaps with a version or a label: `name:3`, `name:prod`. */
export interface Selector {
  readonly name: string;
  readonly selector: string | undefined;
}

/** Reads a name, an ARN or either with a selector. */
export function parseSelector(text: string): Selector {
  const bare = text.replace(/^arn:aws:ssm:[^:]*:[^:]*:parameter/, '');
  const at = bare.indexOf(':');
  return at < 0
    ? { name: bare, selector: undefined }
    : { name: bare.slice(0, at), selector: bare.slice(at + 1) };
}

/** Permission for an action on one parameter. */
export function onParameter(action: string) {
  return ({ Name }: { readonly Name: string }, context: ActionContext): readonly Permission[] => [
    parameterPermission(action, Name, context),
  ];
}

/** The permission itself. */
export function parameterPermission(
  action: string,
  name: string,
  context: ActionContext,
): Permission {
  return { action: `ssm:${action}`, resource: parameterArn(parseSelector(name).name, context) };
}

/** The newest version of a parameter. */
export function newestOf(name: string, { cloud }: ActionContext): VersionRow | undefined {
  return cloud.db.get<VersionRow>(
    'SELECT * FROM ssm_versions WHERE name = ? ORDER BY version DESC LIMIT 1',
    name,
  );
}

/** All versions of a parameter, oldest first, or AWS's ParameterNotFound. */
export function historyOf(name: string, { cloud }: ActionContext): readonly VersionRow[] {
  const rows = cloud.db.all<VersionRow>(
    'SELECT * FROM ssm_versions WHERE name = ? ORDER BY version',
    name,
  );
  if (rows.length === 0) throw parameterNotFound(name);
  return rows;
}

/** The version that a name with its selector means, where the parameter is there. */
export function findParameter(text: string, context: ActionContext): VersionRow | undefined {
  const { name, selector } = parseSelector(text);
  if (selector === undefined) return newestOf(name, context);
  const { db } = context.cloud;
  const version = /^\d+$/.test(selector)
    ? Number(selector)
    : db.get<{ version: number }>(
        'SELECT version FROM ssm_labels WHERE name = ? AND label = ?',
        name,
        selector,
      )?.version;
  const row = db.get<VersionRow>(
    'SELECT * FROM ssm_versions WHERE name = ? AND version = ?',
    name,
    version ?? 0,
  );
  if (row || !newestOf(name, context)) return row;
  if (/^\d+$/.test(selector)) {
    throw ssmError(
      'ParameterVersionNotFound',
      `Systems Manager could not find version ${selector} of ${name}. Verify the version and try again.`,
    );
  }
  throw ssmError(
    'ParameterVersionNotFound',
    `Systems Manager could not find the label ${selector} for parameter ${name}. Verify the label and try again.`,
  );
}

/** The parameter, or AWS's ParameterNotFound. */
export function parameterNamed(text: string, context: ActionContext): VersionRow {
  const row = findParameter(text, context);
  if (row) return row;
  throw parameterNotFound(parseSelector(text).name);
}

/** How SSM shows a parameter with its value. */
export function asParameter(
  row: VersionRow,
  withDecryption: boolean,
  context: ActionContext,
  selector?: string,
) {
  return {
    Name: row.name,
    Type: row.type,
    Value: withDecryption ? reveal(row, context) : row.value,
    Version: row.version,
    Selector: selector === undefined ? undefined : `:${selector}`,
    LastModifiedDate: new Date(row.modified),
    ARN: parameterArn(row.name, context),
    DataType: row.data_type,
  };
}

/** How SSM shows a parameter without its value. */
export function asMetadata(row: VersionRow, context: ActionContext) {
  return {
    Name: row.name,
    ARN: parameterArn(row.name, context),
    Type: row.type,
    KeyId: row.key ?? undefined,
    LastModifiedDate: new Date(row.modified),
    LastModifiedUser: row.by,
    Description: row.description ?? undefined,
    AllowedPattern: row.pattern ?? undefined,
    Version: row.version,
    Tier: row.tier,
    Policies: [],
    DataType: row.data_type,
  };
}

/** The labels of one version. */
export function labelsOf({ name, version }: VersionRow, { cloud }: ActionContext): string[] {
  return cloud.db
    .all<{ label: string }>(
      'SELECT label FROM ssm_labels WHERE name = ? AND version = ? ORDER BY label',
      name,
      version,
    )
    .map(({ label }) => label);
}
