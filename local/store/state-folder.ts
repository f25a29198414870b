import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { LocalCloudError } from '../errors.ts';
import { DATABASE_FILE } from './database.ts';
import { copyTree, linkTree } from './copy-tree.ts';
import type { SqliteDatabase } from './database.ts';

/** Holds the lock: SQLite's own, which the system takes back when the process dies. */
const LOCK_FILE = 'lock.db';

/** Holds the snapshots, a folder each. */
const SNAPSHOTS = 'snapshots';

/** Names of snapshots are names of folders. */
const SNAPSHOT_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The folder that keeps a cloud: its store, its bodies, its snapshots. One cloud has it at a time. */
export class StateFolder {
  private constructor(
    private readonly path: string,
    private readonly lock: InstanceType<typeof Libsql>,
    private readonly writtenOnce: readonly string[],
  ) {}

  /**
   * Takes the folder, made where it is missing. The files of folders in it that are `writtenOnce`
   * never change: snapshots share them.
   *
   * @throws LocalCloudError `FolderTaken` while another cloud has it
   */
  public static open(path: string, writtenOnce: readonly string[] = []): StateFolder {
    mkdirSync(path, { recursive: true });
    const lock = new Libsql(join(path, LOCK_FILE));
    try {
      lock.exec('BEGIN EXCLUSIVE');
    } catch (cause) {
      lock.close();
      throw new LocalCloudError(
        'FolderTaken',
        `another local cloud keeps its state in '${path}': stop it, or name another folder`,
        { cause },
      );
    }
    return new StateFolder(path, lock, writtenOnce);
  }

  /** Lets another cloud have the folder. */
  public release(): void {
    this.lock.close();
  }

  /** Removes everything but the snapshots. The store must be closed. */
  public clear(): void {
    for (const name of this.contents()) rmSync(join(this.path, name), { recursive: true });
  }

  /** Keeps what the cloud is now under a name; one of that name before is replaced. */
  public save(name: string, db: SqliteDatabase): void {
    const target = this.pathOf(name);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    for (const file of this.contents().filter((file) => !file.startsWith(DATABASE_FILE)))
      this.copy(file, this.path, target);
    db.copyTo(join(target, DATABASE_FILE));
  }

  /**
   * Puts a snapshot in the place of what is there. The store must be closed.
   *
   * @throws LocalCloudError `NoSnapshot`
   */
  public restore(name: string): void {
    const source = this.existing(name);
    this.clear();
    for (const name of readdirSync(source)) this.copy(name, source, this.path);
  }

  /** Forgets a snapshot. @throws LocalCloudError `NoSnapshot` */
  public forget(name: string): void {
    rmSync(this.existing(name), { recursive: true });
  }

  /** Names of snapshots, sorted. */
  public snapshots(): readonly string[] {
    const folder = join(this.path, SNAPSHOTS);
    return existsSync(folder) ? readdirSync(folder).sort() : [];
  }

  /** Path of a snapshot that is there. */
  public existing(name: string): string {
    const path = this.pathOf(name);
    if (existsSync(path)) return path;
    const known = this.snapshots().join(', ') || 'none';
    throw new LocalCloudError('NoSnapshot', `there is no snapshot '${name}', there are: ${known}`);
  }

  private pathOf(name: string): string {
    if (SNAPSHOT_NAME.test(name)) return join(this.path, SNAPSHOTS, name);
    throw new LocalCloudError(
      'SnapshotName',
      `name a snapshot in letters, digits and . _ -, got '${name}'`,
    );
  }

  private copy(name: string, from: string, to: string): void {
    const put = this.writtenOnce.includes(name) ? linkTree : copyTree;
    put(join(from, name), join(to, name));
  }

  private contents(): string[] {
    return readdirSync(this.path).filter(
      (name) => name !== SNAPSHOTS && !name.startsWith(LOCK_FILE),
    );
  }
}
