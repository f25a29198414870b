import {
  CreateDatabaseCommand,
  CreatePartitionCommand,
  CreateTableCommand,
  DeleteDatabaseCommand,
  DeletePartitionCommand,
  DeleteTableCommand,
  GetDatabaseCommand,
  GetDatabasesCommand,
  GetPartitionCommand,
  GetPartitionsCommand,
  GetTableCommand,
  GetTablesCommand,
  GlueClient,
  UpdateDatabaseCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-glue';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';

let cloud: TestCloud;
let glue: GlueClient;
beforeAll(async () => {
  cloud = await emptyCloud();
  glue = new GlueClient(cloud.settings);
});
afterAll(() => cloud.stop());

const createDatabase = (Name: string, Description?: string) =>
  glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name, Description } }));

const tableOf = async (DatabaseName: string, Name: string) =>
  (await glue.send(new GetTableCommand({ DatabaseName, Name }))).Table;

const createTable = (DatabaseName: string, Name: string) =>
  glue.send(
    new CreateTableCommand({
      DatabaseName,
      TableInput: {
        Name,
        TableType: 'EXTERNAL_TABLE',
        LastAccessTime: new Date('2020-01-01T00:00:00Z'),
        PartitionKeys: [{ Name: 'day', Type: 'string' }],
        Parameters: { classification: 'parquet' },
        StorageDescriptor: { Columns: [{ Name: 'x', Type: 'double' }], Location: 's3://b/x/' },
      },
    }),
  );

test('a database is found in any letters, and forgets what an update leaves out', async () => {
  await createDatabase('Sales', 'of this year');
  await expect(createDatabase('SALES')).rejects.toMatchObject({
    name: 'AlreadyExistsException',
    message: 'Database already exists.',
  });
  const get = async () => (await glue.send(new GetDatabaseCommand({ Name: 'sAles' }))).Database;
  expect(await get()).toEqual({
    Name: 'sales',
    Description: 'of this year',
    CreateTime: new Date('2020-01-01T00:00:00Z'),
    CatalogId: '000000000000',
  });
  await glue.send(
    new UpdateDatabaseCommand({
      Name: 'sales',
      DatabaseInput: { Name: 'sales', LocationUri: 's3://b' },
    }),
  );
  expect(await get()).toMatchObject({ LocationUri: 's3://b' });
  expect(await get()).not.toHaveProperty('Description');
});

test('databases come by name, a page at a time', async () => {
  for (const name of ['p2', 'p1', 'p3']) await createDatabase(name);
  const names: (string | undefined)[] = [];
  for (let NextToken: string | undefined, more = true; more; more = NextToken !== undefined) {
    const page = await glue.send(new GetDatabasesCommand({ MaxResults: 2, NextToken }));
    names.push(...page.DatabaseList!.map(({ Name }) => Name));
    NextToken = page.NextToken;
  }
  expect(names.filter((name) => /^p\d/.test(name ?? ''))).toEqual(['p1', 'p2', 'p3']);
  await expect(glue.send(new GetDatabasesCommand({ NextToken: 'x' }))).rejects.toThrow('token');
});

test('a table keeps what was said of it, and counts its versions', async () => {
  await createDatabase('t');
  await createTable('T', 'Rides');
  expect(await tableOf('t', 'RIDES')).toMatchObject({
    Name: 'rides',
    DatabaseName: 't',
    VersionId: '0',
    LastAccessTime: new Date('2020-01-01T00:00:00Z'),
    CreateTime: new Date('2020-01-01T00:00:00Z'),
    StorageDescriptor: { Columns: [{ Name: 'x', Type: 'double' }] },
  });
  const update = (VersionId?: string) =>
    glue.send(
      new UpdateTableCommand({
        DatabaseName: 't',
        TableInput: { Name: 'rides', Owner: 'ada' },
        VersionId,
      }),
    );
  await update('0');
  expect(await tableOf('t', 'rides')).toMatchObject({ Owner: 'ada', VersionId: '1' });
  expect(await tableOf('t', 'rides')).not.toHaveProperty('StorageDescriptor');
  await expect(update('0')).rejects.toMatchObject({ name: 'ConcurrentModificationException' });
});

test('tables are listed by an expression for their whole name', async () => {
  await createDatabase('many');
  for (const name of ['b_two', 'a_one', 'c']) await createTable('many', name);
  const list = async (Expression?: string) =>
    (await glue.send(new GetTablesCommand({ DatabaseName: 'many', Expression }))).TableList!.map(
      ({ Name }) => Name,
    );
  expect(await list()).toEqual(['a_one', 'b_two', 'c']);
  expect(await list('.*_.*')).toEqual(['a_one', 'b_two']);
  expect(await list('one')).toEqual([]);
  await expect(list('(')).rejects.toMatchObject({ name: 'InvalidInputException' });
});

test('partitions are known by their values', async () => {
  await createDatabase('parts');
  await createTable('parts', 'x');
  const where = { DatabaseName: 'parts', TableName: 'x' };
  const put = (...Values: string[]) =>
    glue.send(new CreatePartitionCommand({ ...where, PartitionInput: { Values } }));
  await put('2020-01-02');
  await put('2020-01-01');
  await expect(put('2020-01-01')).rejects.toThrow('Partition already exists.');
  await expect(put('a', 'b')).rejects.toMatchObject({ name: 'InvalidInputException' });
  const list = async () => (await glue.send(new GetPartitionsCommand(where))).Partitions!;
  expect((await list()).map(({ Values }) => Values)).toEqual([['2020-01-01'], ['2020-01-02']]);
  const one = { ...where, PartitionValues: ['2020-01-01'] };
  expect((await glue.send(new GetPartitionCommand(one))).Partition).toMatchObject({
    TableName: 'x',
  });
  await glue.send(new DeletePartitionCommand(one));
  await expect(glue.send(new DeletePartitionCommand(one))).rejects.toThrow(
    'Cannot find partition.',
  );
  expect(await list()).toHaveLength(1);
});

test('a deleted database takes its tables along', async () => {
  await createDatabase('gone');
  await createTable('gone', 'x');
  await createTable('gone', 'y');
  await glue.send(new DeleteTableCommand({ DatabaseName: 'gone', Name: 'y' }));
  await expect(tableOf('gone', 'y')).rejects.toMatchObject({
    name: 'EntityNotFoundException',
    message: 'Table y not found.',
  });
  await glue.send(new DeleteDatabaseCommand({ Name: 'gone' }));
  await expect(tableOf('gone', 'x')).rejects.toThrow('Database gone not found.');
  await createDatabase('gone');
  await expect(tableOf('gone', 'x')).rejects.toThrow('Table x not found.');
});

test('what needs more than one plain catalog is refused', async () => {
  const elsewhere = new CreateDatabaseCommand({
    DatabaseInput: { Name: 'link', TargetDatabase: { CatalogId: '1', DatabaseName: 'x' } },
  });
  await expect(glue.send(elsewhere)).rejects.toMatchObject({ name: 'UnknownOperationException' });
  await expect(
    glue.send(new GetDatabaseCommand({ Name: 'x', CatalogId: '111111111111' })),
  ).rejects.toThrow('Catalog 111111111111 not found.');
});
