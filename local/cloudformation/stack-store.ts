import type { Cloud } from '../kernel/index.ts';
import type { Made, Properties } from './handler.ts';
import type { Template } from './template.ts';

/** Tables of stacks and their resources. */
export const STACK_TABLES = [
  `CREATE TABLE IF NOT EXISTS cloudformation_stacks (
     name TEXT PRIMARY KEY, id TEXT NOT NULL, status TEXT NOT NULL, reason TEXT, template TEXT NOT NULL, outputs TEXT NOT NULL,
     created INTEGER NOT NULL, updated INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS cloudformation_resources (
     stack TEXT NOT NULL, logical TEXT NOT NULL, type TEXT NOT NULL, made TEXT NOT NULL, properties TEXT NOT NULL, path TEXT NOT NULL,
     updated INTEGER NOT NULL, PRIMARY KEY (stack, logical))`,
];

/** A resource that was made. */
export interface StoredResource {
  readonly type: string;
  readonly made: Made;
  readonly properties: Properties;
  readonly path: string;
}

/** A row of the stacks' table. */
export interface StackRow {
  readonly name: string;
  readonly id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly template: string;
  readonly outputs: string;
  readonly created: number;
  readonly updated: number;
}

/** An output of a stack. */
export interface StackOutput {
  readonly value: string;
  readonly export?: string;
  readonly description?: string;
}

/**
 * What is known of stacks: written after every resource, so that a deployment that was cut off goes
 * on.
 */
export class StackStore {
  constructor(private readonly cloud: Cloud) {}

  /** Starts a deployment; returns the stack's id. */
  public begin(name: string, template: Template): string {
    const { db, world, region, accountId } = this.cloud;
    const known = db.get<StackRow>('SELECT * FROM cloudformation_stacks WHERE name = ?', name);
    const id =
      known?.id ?? `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/${world.uuid()}`;
    const status = known ? 'UPDATE_IN_PROGRESS' : 'CREATE_IN_PROGRESS';
    db.run(
      'INSERT OR REPLACE INTO cloudformation_stacks VALUES (?, ?, ?, NULL, ?, ?, ?, ?)',
      name,
      id,
      status,
      JSON.stringify(template),
      known?.outputs ?? '{}',
      known?.created ?? world.now(),
      world.now(),
    );
    return id;
  }

  public finish(name: string, outputs: Readonly<Record<string, StackOutput>>): void {
    const { db, world } = this.cloud;
    db.run(
      `UPDATE cloudformation_stacks SET status = replace(status, 'IN_PROGRESS', 'COMPLETE'), outputs = ?, updated = ? WHERE name = ?`,
      JSON.stringify(outputs),
      world.now(),
      name,
    );
  }

  public fail(name: string, reason: string): void {
    this.cloud.db.run(
      `UPDATE cloudformation_stacks SET status = replace(status, 'IN_PROGRESS', 'FAILED'), reason = ? WHERE name = ?`,
      reason,
      name,
    );
  }

  public get(name: string): { readonly id: string; readonly template: Template } | undefined {
    const row = this.cloud.db.get<StackRow>(
      'SELECT * FROM cloudformation_stacks WHERE name = ?',
      name,
    );
    return row && { id: row.id, template: JSON.parse(row.template) as Template };
  }

  public resources(stack: string): ReadonlyMap<string, StoredResource> {
    const rows = this.cloud.db.all<{
      logical: string;
      type: string;
      made: string;
      properties: string;
      path: string;
    }>('SELECT * FROM cloudformation_resources WHERE stack = ?', stack);
    return new Map(
      rows.map(({ logical, type, made, properties, path }) => [
        logical,
        {
          type,
          path,
          made: JSON.parse(made) as Made,
          properties: JSON.parse(properties) as Properties,
        },
      ]),
    );
  }

  public put(
    stack: string,
    logical: string,
    { type, made, properties, path }: StoredResource,
  ): void {
    this.cloud.db.run(
      'INSERT OR REPLACE INTO cloudformation_resources VALUES (?, ?, ?, ?, ?, ?, ?)',
      stack,
      logical,
      type,
      JSON.stringify(made),
      JSON.stringify(properties),
      path,
      this.cloud.world.now(),
    );
  }

  public drop(stack: string, logical: string): void {
    this.cloud.db.run(
      'DELETE FROM cloudformation_resources WHERE stack = ? AND logical = ?',
      stack,
      logical,
    );
  }

  public forget(stack: string): void {
    this.cloud.db.run('DELETE FROM cloudformation_resources WHERE stack = ?', stack);
    this.cloud.db.run('DELETE FROM cloudformation_stacks WHERE name = ?', stack);
  }

  /** An exported value of any stack. */
  public exported(name: string): string | undefined {
    for (const { outputs } of this.cloud.db.all<{ outputs: string }>(
      'SELECT outputs FROM cloudformation_stacks',
    )) {
      const found = Object.values(JSON.parse(outputs) as Record<string, StackOutput>).find(
        (output) => output.export === name,
      );
      if (found) return found.value;
    }
    return undefined;
  }
}
