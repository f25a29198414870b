import { expect, test } from 'vitest';
import { SqliteDatabase } from '../../../local/store/database.ts';

function aStore(): SqliteDatabase {
  const db = new SqliteDatabase(':memory:');
  db.define([
    'CREATE TABLE IF NOT EXISTS a (k TEXT PRIMARY KEY, v INTEGER)',
    'CREATE TABLE IF NOT EXISTS b (k TEXT PRIMARY KEY, v INTEGER)',
  ]);
  return db;
}

const read = (db: SqliteDatabase, table: string, key: string) =>
  db.get<{ v: number }>(`SELECT v FROM ${table} WHERE k = ?`, key)?.v;

/** Chance that can be repeated. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

test('a row is read again once its table is written, whatever was written', () => {
  const db = aStore();
  expect(read(db, 'a', 'x')).toBeUndefined();
  db.run('INSERT INTO a VALUES (?, ?)', 'x', 1);
  expect(read(db, 'a', 'x')).toBe(1);
  db.run('UPDATE a SET v = v + 1');
  expect(read(db, 'a', 'x')).toBe(2);
  expect(db.get('UPDATE a SET v = v + 1 RETURNING v')).toEqual({ v: 3 });
  expect(read(db, 'a', 'x')).toBe(3);
  expect(db.all('DELETE FROM a RETURNING k')).toEqual([{ k: 'x' }]);
  expect(read(db, 'a', 'x')).toBeUndefined();
  db.close();
});

test('a row that was read within a transaction is forgotten with it', () => {
  const db = aStore();
  db.run('INSERT INTO a VALUES (?, ?)', 'x', 1);
  expect(() =>
    db.transaction(() => {
      db.run('UPDATE a SET v = 2');
      expect(read(db, 'a', 'x')).toBe(2);
      throw new RangeError('no');
    }),
  ).toThrow('no');
  expect(read(db, 'a', 'x')).toBe(1);
  db.close();
});

test('a statement over two tables sees writes to either, and values of other types are other values', () => {
  const db = aStore();
  const both = () => db.get('SELECT a.v + b.v AS sum FROM a JOIN b USING (k) WHERE k = ?', 'x');
  db.run('INSERT INTO a VALUES (?, ?)', 'x', 1);
  db.run('INSERT INTO b VALUES (?, ?)', 'x', 10);
  expect(both()).toEqual({ sum: 11 });
  db.run('UPDATE b SET v = 20');
  expect(both()).toEqual({ sum: 21 });
  const typed = (value: string | number) => db.get('SELECT typeof(?) AS type FROM a', value);
  expect([typed('1'), typed(1)]).toEqual([{ type: 'text' }, { type: 'real' }]);
  db.close();
});

test('what is read after any run of writes is what a store without memory would read', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const db = aStore();
    const next = chance(seed);
    const expected = new Map<string, number>();
    for (let step = 0; step < 300; step++) {
      const [table, key, value] = [next(2) ? 'a' : 'b', `k${next(4)}`, next(100)];
      if (next(3) === 0) {
        db.run(`INSERT OR REPLACE INTO ${table} VALUES (?, ?)`, key, value);
        expected.set(`${table}${key}`, value);
      } else if (next(10) === 0) {
        db.run(`DELETE FROM ${table} WHERE k = ?`, key);
        expected.delete(`${table}${key}`);
      }
      expect(read(db, table, key)).toBe(expected.get(`${table}${key}`));
    }
    db.close();
  }
});
