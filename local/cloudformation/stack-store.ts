import type { Cloud } from '../kernel/index.ts';
import type { Made, Properties } from './handler.ts';
import type { Stack, StackOutput, StackOutputs } from './stack.ts';
import type { Template } from './template.ts';

/** Tables of stacks and their resources. */
export const STACK_TABLES = [
  `CREATE TABLE IF NOT EXISTS cloudformation_stacks (
     name TEXT PRIMARY KEY, id TEXT NOT NULL, status TEXT NOT NULL, reason TEXT, template TEXT NOT NULL, outputs TEXT NOT NULL,
     created INTEGER NOT NULL, updated INTEGER NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS cloudformation_resources (
     stack TEXT NOT NULL, logical TEXT NOT NULL, type TEXT NOT NULL, made TEXT NOT NULL, properties TEXT NOT NULL, path TEXT NOT NULL,
     updated INTEGER NOT NULL, PRIMARY KEY (stack, logical))`,
  // The template that was deployed before the one under way.
  'CREATE TABLE IF NOT EXISTS cloudformation_before (stack TEXT PRIMARY KEY, template TEXT NOT NULL)',
  // Resources that others stand for already, and that go when all is done.
  `CREATE TABLE IF NOT EXISTS cloudformation_replaced (
     key INTEGER PRIMARY KEY AUTOINCREMENT, stack TEXT NOT NULL, logical TEXT NOT NULL, resource TEXT NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS cloudformation_imports (
     stack TEXT NOT NULL, export TEXT NOT NULL, PRIMARY KEY (stack, export))`,
];

/** A resource that was made. */
export interface StoredResource {
  readonly type: string;
  readonly made: Made;
  readonly properties: Properties;
  readonly path: string;
}

/** A resource for which another was made. */
export interface ReplacedResource {
  readonly key: number;
  readonly logicalId: string;
  readonly resource: StoredResource;
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

interface ResourceRow {
  readonly logical: string;
  readonly type: string;
  readonly made: string;
  readonly properties: string;
  readonly path: string;
}

/**
 * What is known of stacks: written after every resource, so that a deployment that was cut off goes
 * on.
 */
export class StackStore {
  constructor(private readonly cloud: Cloud) {}

  /** Starts a deployment; returns the stack's id. */
  public begin({ name, template }: Pick<Stack, 'name' | 'template'>): string {
    const { db, world, region, accountId } = this.cloud;
    const known = db.get<StackRow>('SELECT * FROM cloudformation_stacks WHERE name = ?', name);
    const id =
      known?.id ?? `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/${world.uuid()}`;
    if (known?.status.endsWith('COMPLETE'))
      db.run('INSERT OR REPLACE INTO cloudformation_before VALUES (?, ?)', name, known.template);
    const isNew = !known || known.status === 'REVIEW_IN_PROGRESS';
    const status = isNew ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS';
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

  public finish(name: string, outputs: StackOutputs): void {
    const { db, world } = this.cloud;
    db.run(
      `UPDATE cloudformation_stacks SET status = replace(status, 'IN_PROGRESS', 'COMPLETE'), outputs = ?, updated = ? WHERE name = ?`,
      JSON.stringify(outputs),
      world.now(),
      name,
    );
    db.run('DELETE FROM cloudformation_before WHERE stack = ?', name);
  }

  public fail(name: string, reason: string): void {
    this.cloud.db.run(
      `UPDATE cloudformation_stacks SET status = replace(status, 'IN_PROGRESS', 'FAILED'), reason = ? WHERE name = ?`,
      reason,
      name,
    );
  }

  /** What was deployed before the deployment under way. */
  public before(name: string): { readonly template: Template } | undefined {
    const row = this.cloud.db.get<{ template: string }>(
      'SELECT template FROM cloudformation_before WHERE stack = ?',
      name,
    );
    return row && { template: JSON.parse(row.template) as Template };
  }

  public resource(stack: string, logicalId: string): StoredResource | undefined {
    const row = this.cloud.db.get<ResourceRow>(
      'SELECT * FROM cloudformation_resources WHERE stack = ? AND logical = ?',
      stack,
      logicalId,
    );
    return row && asResource(row);
  }

  public resources(stack: string): ReadonlyMap<string, StoredResource> {
    const rows = this.cloud.db.all<ResourceRow>(
      'SELECT * FROM cloudformation_resources WHERE stack = ?',
      stack,
    );
    return new Map(rows.map((row) => [row.logical, asResource(row)]));
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

  /** Keeps a resource that another stands for now, until the deployment is done or taken back. */
  public putReplaced(stack: string, logical: string, resource: StoredResource): void {
    this.cloud.db.run(
      'INSERT INTO cloudformation_replaced VALUES (NULL, ?, ?, ?)',
      stack,
      logical,
      JSON.stringify(resource),
    );
  }

  /** What was replaced, in that order. */
  public replaced(stack: string): readonly ReplacedResource[] {
    return this.cloud.db
      .all<{ key: number; logical: string; resource: string }>(
        'SELECT * FROM cloudformation_replaced WHERE stack = ? ORDER BY key',
        stack,
      )
      .map(({ key, logical, resource }) => ({
        key,
        logicalId: logical,
        resource: JSON.parse(resource) as StoredResource,
      }));
  }

  public dropReplaced({ key }: ReplacedResource): void {
    this.cloud.db.run('DELETE FROM cloudformation_replaced WHERE key = ?', key);
  }

  /** Remembers which exports a stack reads: they may not go before it. */
  public putImports(stack: string, exports: ReadonlySet<string>): void {
    const { db } = this.cloud;
    db.transaction(() => {
      db.run('DELETE FROM cloudformation_imports WHERE stack = ?', stack);
      for (const name of exports)
        db.run('INSERT INTO cloudformation_imports VALUES (?, ?)', stack, name);
    });
  }

  /** Names of the stacks that read an export. */
  public importers(name: string): readonly string[] {
    return this.cloud.db
      .all<{ stack: string }>(
        'SELECT stack FROM cloudformation_imports WHERE export = ? ORDER BY stack',
        name,
      )
      .map(({ stack }) => stack);
  }

  /** Forgets all that is kept of a stack. */
  public forget(stack: string): void {
    const { db } = this.cloud;
    db.transaction(() => {
      for (const table of ['resources', 'before', 'replaced', 'imports'])
        db.run(`DELETE FROM cloudformation_${table} WHERE stack = ?`, stack);
      db.run('DELETE FROM cloudformation_stacks WHERE name = ?', stack);
    });
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

function asResource({ type, path, made, properties }: ResourceRow): StoredResource {
  return {
    type,
    path,
    made: JSON.parse(made) as Made,
    properties: JSON.parse(properties) as Properties,
  };
}
