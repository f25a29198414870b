import type { ActionContext, Cloud, Permission, PolicyDocument } from '../../kernel/index.ts';
import type { TableDefinition } from './dynalite.ts';
import { notFound } from './errors.ts';

/** A row of the tables' table. */
export interface TableRow {
  readonly name: string;
  readonly arn: string;
  readonly definition: string;
  readonly created: number;
  readonly ttl: string | null;
  readonly policy: string | null;
  readonly settings: string;
  readonly tags: string;
}

/** What a table is on its way to. */
export interface Transition {
  readonly status: 'CREATING' | 'UPDATING' | 'DELETING';
  /** What its description shows differently meanwhile. */
  readonly shown: Readonly<Record<string, unknown>>;
  /** When it began, epoch milliseconds. */
  readonly since: number;
}

/** What a table has besides its definition. */
export interface TableSettings {
  readonly DeletionProtectionEnabled?: boolean;
  /** ARN of the key where the table is encrypted by KMS. */
  readonly kmsKey?: string;
  /** ARN of the newest stream, running or not. */
  readonly stream?: string;
  /** Since when it can be restored to any point in time, epoch milliseconds. */
  readonly recoverableSince?: number;
  readonly TableClass?: string;
  /** Set while it is being made, changed or deleted. */
  readonly transition?: Transition;
}

/** The least that every request about a table has. */
export interface TableInput {
  readonly TableName: string;
  readonly IndexName?: string;
}

/** ARN of a table. */
export function tableArn(name: string, cloud: Cloud): string {
  return `arn:aws:dynamodb:${cloud.region}:${cloud.accountId}:table/${bare(name)}`;
}

/**
 * The row of a table that has items, or AWS's ResourceNotFoundException: one that is being made or
 * deleted has none.
 */
export function tableRow(name: string, cloud: Cloud): TableRow {
  const row = findTable(name, cloud);
  const status = row && settingsOf(row).transition?.status;
  if (!row || status === 'CREATING' || status === 'DELETING') throw notFound();
  return row;
}

/** The row of a table; requests about tables name it in their error. */
export function namedTableRow(name: string, cloud: Cloud): TableRow {
  const row = findTable(name, cloud);
  if (!row) throw notFound(`Table: ${bare(name)}`);
  return row;
}

/** The row of a table, where it is there. */
export function findTable(name: string, cloud: Cloud): TableRow | undefined {
  return cloud.db.get<TableRow>('SELECT * FROM dynamodb_tables WHERE name = ?', bare(name));
}

/** The definition of a table. */
export function tableNamed(name: string, cloud: Cloud): TableDefinition {
  return definitionOf(tableRow(name, cloud));
}

/** The definition of a row. */
export function definitionOf(row: TableRow): TableDefinition {
  return JSON.parse(row.definition) as TableDefinition;
}

/** The settings of a row. */
export function settingsOf(row: TableRow): TableSettings {
  return JSON.parse(row.settings) as TableSettings;
}

/** Writes definition and settings of a table. */
export function storeTable(
  { name }: TableRow,
  definition: TableDefinition,
  settings: TableSettings,
  cloud: Cloud,
): void {
  cloud.db.run(
    'UPDATE dynamodb_tables SET definition = ?, settings = ? WHERE name = ?',
    JSON.stringify(definition),
    JSON.stringify(settings),
    name,
  );
}

/** Permission for an action on a table, or on one of its indexes. */
export function onTable(action: string) {
  return (
    { TableName, IndexName }: TableInput,
    { cloud }: ActionContext,
  ): readonly Permission[] => [tablePermission(action, TableName, cloud, IndexName)];
}

/** The permission itself. What is no name at all is refused later, when the request is checked. */
export function tablePermission(
  action: string,
  table: unknown,
  cloud: Cloud,
  index?: unknown,
): Permission {
  if (typeof table !== 'string') return { action: `dynamodb:${action}`, resource: '*' };
  const policy = findTable(table, cloud)?.policy;
  return {
    action: `dynamodb:${action}`,
    resource: `${tableArn(table, cloud)}${typeof index === 'string' ? `/index/${index}` : ''}`,
    resourcePolicy: policy ? (JSON.parse(policy) as PolicyDocument) : undefined,
  };
}

/** A request whose table is named by name, though it may have come as an ARN. */
export function withBareName<Input extends TableInput>(input: Input): Input {
  return typeof input.TableName === 'string' && input.TableName.startsWith('arn:')
    ? { ...input, TableName: bare(input.TableName) }
    : input;
}

/** Table names may come as ARNs. */
export function bare(name: string): string {
  return name.startsWith('arn:') ? name.slice(name.indexOf('/') + 1) : name;
}
