import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { AcceptedTable, lakeDatabaseName } from '../../lib/data-lake/lake-tables.ts';
import { Platform } from '../lambda/support/platform.ts';
import { asCsv, rides, ridesDefinition } from '../lambda/support/rides.ts';
import type { ModelDefinition } from '../../domain/definition/model-definition.ts';

interface GlueColumn {
  readonly Name: string;
  readonly Type: string;
}

function tableOf(definition: ModelDefinition) {
  const stack = new Stack(new App());
  new AcceptedTable(stack, 'Rows', { definition, platform: 'my-platform', lakeBucket: 'lake' });
  const [table] = Object.values(Template.fromStack(stack).findResources('AWS::Glue::Table'));
  return table!.Properties as {
    readonly DatabaseName: string;
    readonly TableInput: {
      readonly Name: string;
      readonly Parameters: Readonly<Record<string, string>>;
      readonly StorageDescriptor: { readonly Location: string; readonly Columns: GlueColumn[] };
    };
  };
}

/** What DuckDB calls the types of Glue. */
const TYPES: Readonly<Record<string, string>> = {
  bigint: 'BIGINT',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  string: 'VARCHAR',
  date: 'DATE',
  timestamp: 'TIMESTAMP WITH TIME ZONE',
};

test('SQL over the lake finds the rows of all days, by the columns and places of the table', async () => {
  const definition = ridesDefinition();
  const { DatabaseName, TableInput } = tableOf(definition);
  expect([DatabaseName, TableInput.Name]).toEqual([lakeDatabaseName('my-platform'), 'rides']);
  const platform = new Platform('2019-02-10T00:00:00Z');
  platform.define(definition);
  await platform.upload('uploads/rides/data/a.csv', asCsv(rides('2019-01-01', 1)));
  await platform.upload('uploads/rides/data/b.csv', asCsv(rides('2019-01-02', 2)));
  await platform.upload('uploads/rides/data/bad.csv', 'a,b\n1,2\n');
  const folder = mkdtempSync(join(tmpdir(), 'lake-'));
  for (const [key, bytes] of platform.lake.objects) {
    mkdirSync(dirname(join(folder, key)), { recursive: true });
    writeFileSync(join(folder, key), bytes);
  }
  const { Columns, Location } = TableInput.StorageDescriptor;
  expect(TableInput.Parameters['storage.location.template']).toBe(`${Location}day=\${upload_day}/`);
  const files = `'${Location.replace('s3://lake', folder)}day=*/*.parquet'`;
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson();
  const described = await rows(`DESCRIBE FROM read_parquet(${files}, hive_partitioning = false)`);
  expect(described.map(([name, type]) => [name, type])).toEqual(
    Columns.map(({ Name, Type }) => [Name, TYPES[Type]]),
  );
  const [found] = await rows(
    `SELECT count(*), count(DISTINCT day), min("at")::TIMESTAMP, sum(total) FROM read_parquet(${files})`,
  );
  const all = [...rides('2019-01-01', 1), ...rides('2019-01-02', 2)];
  const total = all.reduce((sum, ride) => sum + Number(ride.total), 0);
  expect(found!.slice(0, 3)).toEqual([String(all.length), '1', '2019-01-01 00:00:00']);
  expect(Number(found![3])).toBeCloseTo(total, 6);
  rmSync(folder, { recursive: true });
});

test('columns that differ in capitals alone are refused, since tables know none', () => {
  const { contract, ...rest } = ridesDefinition();
  const columns = contract.columns.map((column) =>
    column.name === 'zone' ? { ...column, name: 'MILES' } : column,
  );
  expect(() => tableOf({ ...rest, contract: { ...contract, columns } })).toThrow(
    expect.objectContaining({
      name: 'AmbiguousColumn',
      message: "rename column 'MILES': in a table, 'miles' is there already (at 'Default/Rows')",
    }),
  );
});
