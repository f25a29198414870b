import type { Database } from '../kernel/index.ts';

/** The table of settings. */
export const SETTINGS_TABLES = [
  'CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)',
];

/** What a cloud remembers of itself: account, clock, secret. */
export class Settings {
  constructor(private readonly db: Database) {}

  /** The stored value; the first one given is stored for ever. */
  public once(name: string, value: string): string {
    this.db.run('INSERT OR IGNORE INTO settings (name, value) VALUES (?, ?)', name, value);
    return this.db.get<{ value: string }>('SELECT value FROM settings WHERE name = ?', name)!.value;
  }

  public set(name: string, value: string): void {
    this.db.run('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)', name, value);
  }
}
