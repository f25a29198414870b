// The same with DuckDB on one thread: one query over the file, refused rows into its rejects table.
import { DuckDBInstance } from '@duckdb/node-api';
import { COLUMNS } from './table.mjs';

/** Aggregates of a column, in the order of what ours finds. */
function aggregates({ name, type }) {
  const common = `count(*) - count(${name}), approx_count_distinct(${name})`;
  const isNumber = type === 'number' || type === 'integer';
  const measure = { category: `length(${name})`, string: `length(${name})`, boolean: `${name}::INT`, timestamp: `epoch(${name})` }[type] ?? name;
  const spread = `min(${measure}), max(${measure}), avg(${measure})`;
  const quantiles = isNumber ? `approx_quantile(${name}, [0.01, 0.25, 0.5, 0.75, 0.99])[3]` : 'NULL';
  const frequent = type === 'category' ? `approx_top_k(${name}, 256)` : 'NULL';
  const variance = type === 'category' || type === 'string' ? 'NULL' : `var_samp(${measure})`;
  return `[${common}, ${spread}, ${quantiles}, ${variance}]::DOUBLE[], ${frequent}`;
}

/** Runs over a table; where accepted rows are wanted, the same rows are copied into a Parquet file. */
export async function run(table, { accepted }) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run('SET threads = 1');
  const types = COLUMNS.map(({ name, sql }) => `'${name}': '${sql}'`).join(', ');
  const valid = [
    'distance BETWEEN 0 AND 100', '(passengers IS NULL OR passengers BETWEEN 0 AND 9)', 'dropoff > pickup',
    "payment IN ('card', 'cash', 'dispute', 'free', 'unknown')", 'id IS NOT NULL', 'zone IS NOT NULL', 'fare IS NOT NULL',
    'member IS NOT NULL', 'score IS NOT NULL', 'pickup IS NOT NULL',
  ];
  const from = `FROM read_csv('${table}', header = true, store_rejects = true, columns = {${types}}, auto_detect = false, delim = ',', quote = '"', escape = '"')
    WHERE ${valid.join(' AND ')}`;
  if (accepted !== undefined) await connection.run(`COPY (SELECT * ${from}) TO '${accepted}' (FORMAT parquet)`);
  // What was copied is read again: the quickest way to both, since no rows are to be held.
  const source = accepted === undefined ? from : `FROM read_parquet('${accepted}')`;
  const sql = `SELECT count(*), ${COLUMNS.map(aggregates).join(', ')} ${source}`;
  const [row] = await (await connection.runAndReadAll(sql)).getRowsJson();
  return {
    rows: Number(row[0]),
    columns: Object.fromEntries(COLUMNS.map(({ name }, index) => [name, row[1 + 2 * index].map((value) => (value === null ? null : Number(value)))])),
  };
}
