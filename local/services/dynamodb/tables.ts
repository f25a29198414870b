import { AwsError } from '../../errors.ts';
import type { ActionContext, Cloud, Permission, PolicyDocument } from '../../kernel/index.ts';
import type { TableDefinition } from './dynalite.ts';

/** A row of the tables' table. */
export interface TableRow {
  readonly name: string;
  readonly arn: string;
  readonly definition: string;
  readonly created: number;
  readonly ttl: string | null;
  readonly policy: string | null;
  readonly settings: string;
}

/** ARN of a table. */
export function tableArn(name: string, cloud: Cloud): string {
  return `arn:aws:dynamodb:${cloud.region}:${cloud.accountId}:table/${bare(name)}`;
}

/** The row of a table, or AWS's ResourceNotFoundException. */
export function tableRow(name: string, cloud: Cloud): TableRow {
  const row = cloud.db.get<TableRow>('SELECT * FROM dynamodb_tables WHERE name = ?', bare(name));
  if (!row) throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
  return row;
}

/** The definition of a table. */
export function tableNamed(name: string, cloud: Cloud): TableDefinition {
  return JSON.parse(tableRow(name, cloud).definition) as TableDefinition;
}

/** Permission for an action on a table, or on one of its indexes. */
export function onTable(action: string) {
  return (
    { TableName, IndexName }: { readonly TableName: string; readonly IndexName?: string },
    { cloud }: ActionContext,
  ): readonly Permission[] => [tablePermission(action, TableName, cloud, IndexName)];
}

/** The permission itself. */
export function tablePermission(
  action: string,
  table: string,
  cloud: Cloud,
  index?: string,
): Permission {
  const policy = cloud.db.get<{ policy: string | null }>(
    'SELECT policy FROM dynamodb_tables WHERE name = ?',
    bare(table),
  )?.policy;
  return {
    action: `dynamodb:${action}`,
    resource: `${tableArn(table, cloud)}${index === undefined ? '' : `/index/${index}`}`,
    resourcePolicy: policy ? (JSON.parse(policy) as PolicyDocument) : undefined,
  };
}

/** Table names may come as ARNs. */
function bare(name: string): string {
  return name.startsWith('arn:') ? name.slice(name.indexOf('/') + 1) : name;
}
