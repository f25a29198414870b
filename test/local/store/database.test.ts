import { expect, test } from 'vitest';
import { SqliteDatabase } from '../../../local/store/database.ts';

test('work that outlives its cloud is told so, and takes nothing down', () => {
  const db = new SqliteDatabase(':memory:');
  db.define(['CREATE TABLE things (name TEXT)']);
  db.run('INSERT INTO things VALUES (?)', 'known');
  db.close();
  const stopped = expect.objectContaining({ name: 'StoreClosed' }) as unknown;
  expect(() => db.run('INSERT INTO things VALUES (?)', 'known')).toThrow(stopped as Error);
  expect(() => db.get('SELECT name FROM things')).toThrow(stopped as Error);
  expect(() => db.transaction(() => db.all('SELECT 1'))).toThrow(stopped as Error);
});
