import type { Cloud, RolePrincipal } from '../../kernel/index.ts';
import { aliasNamed, versionBehind } from './aliases.ts';
import { notFound } from './errors.ts';
import type { AttachedLayer } from './layers/attached.ts';
import { bareName, functionArn, parseName } from './names.ts';

export { bareName, functionArn } from './names.ts';

/** The version that changes. */
export const LATEST = '$LATEST';

/** What one version of a function is, as CloudFormation and the API show it. */
export interface FunctionConfiguration {
  readonly Role: string;
  readonly Handler: string;
  readonly Runtime: string;
  readonly Timeout: number;
  readonly MemorySize: number;
  readonly Architectures: readonly string[];
  /** @default - none were ever given */
  readonly Environment?: Readonly<Record<string, string>>;
  readonly Description?: string;
  readonly LogGroup: string;
  /** Text or JSON. @default - Text */
  readonly LogFormat?: string;
  /** Least level of what the function itself logs in JSON. @default - INFO */
  readonly ApplicationLogLevel?: string;
  /** Least level of what Lambda logs in JSON. @default - INFO */
  readonly SystemLogLevel?: string;
  /** @default - none */
  readonly Layers?: readonly AttachedLayer[];
  /** Where events go that failed to the end. */
  readonly DeadLetterArn?: string;
  readonly TracingMode?: string;
  /** Megabytes. @default - 512 */
  readonly EphemeralStorage?: number;
  /** The key that variables are said to be encrypted with. @default - one of AWS */
  readonly KMSKeyArn?: string;
  /** Bytes of the package. */
  readonly CodeSize: number;
  /** SHA-256 of the package, base64. */
  readonly CodeSha256: string;
}

/** A row of the functions' table: one version. */
export interface FunctionRow {
  readonly name: string;
  /** `$LATEST` or a number. */
  readonly version: string;
  readonly configuration: string;
  /** Folder with the code. */
  readonly code: string;
  readonly modified: number;
  readonly revision: string;
}

/** One version of a function with its configuration read. */
export interface LambdaFunction {
  readonly name: string;
  readonly version: string;
  /** As it was asked for: with the qualifier, where there was one. */
  readonly arn: string;
  readonly code: string;
  readonly modified: number;
  readonly revision: string;
  readonly configuration: FunctionConfiguration;
}

/** A row of the table with what holds for all versions of a function. */
export interface HeadRow {
  readonly name: string;
  /** Reserved concurrency. */
  readonly reserved: number | null;
  readonly next_version: number;
  readonly tags: string;
}

/** The version that a name means, or AWS's ResourceNotFoundException. An alias may choose by chance. */
export function functionNamed(nameOrArn: string, cloud: Cloud, qualifier?: string): LambdaFunction {
  demandRegion(nameOrArn, cloud);
  const parsed = parseName(nameOrArn, qualifier);
  const found = findFunction(nameOrArn, cloud, qualifier);
  if (found) return found;
  throw notFound(`Function not found: ${functionArn(parsed.name, cloud, parsed.qualifier)}`);
}

/** The version that a name means, where there is one. */
export function findFunction(
  nameOrArn: string,
  cloud: Cloud,
  givenQualifier?: string,
): LambdaFunction | undefined {
  const { name, qualifier } = parseName(nameOrArn, givenQualifier);
  const alias = qualifier === undefined ? undefined : aliasNamed(name, qualifier, cloud);
  const version = alias ? versionBehind(alias, cloud) : (qualifier ?? LATEST);
  const row = cloud.db.get<FunctionRow>(
    'SELECT * FROM lambda_functions WHERE name = ? AND version = ?',
    name,
    version,
  );
  return row && asFunction(row, functionArn(name, cloud, qualifier));
}

/** A row with its configuration read. */
export function asFunction(row: FunctionRow, arn: string): LambdaFunction {
  const { name, version, code, modified, revision } = row;
  const configuration = JSON.parse(row.configuration) as FunctionConfiguration;
  return { name, version, arn, code, modified, revision, configuration };
}

/** Stores a version, in place of one of the same number. */
export function putFunction(row: FunctionRow, cloud: Cloud): void {
  cloud.db.run(
    'INSERT OR REPLACE INTO lambda_functions VALUES (?, ?, ?, ?, ?, ?)',
    row.name,
    row.version,
    row.configuration,
    row.code,
    row.modified,
    row.revision,
  );
}

/** What holds for all versions, or AWS's ResourceNotFoundException. */
export function headOf(nameOrArn: string, cloud: Cloud): HeadRow {
  demandRegion(nameOrArn, cloud);
  const name = bareName(nameOrArn);
  const row = cloud.db.get<HeadRow>('SELECT * FROM lambda_heads WHERE name = ?', name);
  if (row) return row;
  throw notFound(`Function not found: ${functionArn(name, cloud)}`);
}

function demandRegion(nameOrArn: string, cloud: Cloud): void {
  const region = /^arn:[^:]+:lambda:([^:]+):/.exec(nameOrArn)?.[1] ?? cloud.region;
  if (region !== cloud.region) {
    throw notFound(
      `Functions from '${region}' are not reachable in this region ('${cloud.region}')`,
    );
  }
}

/** A session of the function's role, as Lambda makes it for an execution environment. */
export function roleOf(fn: LambdaFunction, cloud: Cloud): RolePrincipal {
  return cloud.assumeRole(fn.configuration.Role, fn.name, {
    kind: 'service',
    arn: 'lambda.amazonaws.com',
    accountId: cloud.accountId,
    sourceArn: functionArn(fn.name, cloud),
  });
}

/** Forgets a function with everything that belongs to it. */
export function forgetFunction(name: string, cloud: Cloud): void {
  const tables = [
    ['lambda_functions', 'name'],
    ['lambda_heads', 'name'],
    ['lambda_aliases', 'function'],
    ['lambda_policies', 'function'],
    ['lambda_invoke_configs', 'function'],
    ['lambda_provisioned', 'function'],
    ['lambda_urls', 'function'],
  ];
  for (const [table, column] of tables)
    cloud.db.run(`DELETE FROM ${table} WHERE ${column} = ?`, name);
}
