import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from './support/cloud.ts';
import type { TestCloud } from './support/cloud.ts';

let cloud: TestCloud;
const reported: string[] = [];
beforeAll(async () => {
  cloud = await emptyCloud({ report: (line) => reported.push(line) });
});
afterAll(() => cloud.stop());

/** Lets the store grow by so many pages and no further: SQLite then fails as on a full disk. */
function leaveRoomFor(pages: number): void {
  const { db } = cloud.running.cloud;
  const { page_count: now } = db.get<{ page_count: number }>('PRAGMA page_count')!;
  db.get(`PRAGMA max_page_count = ${now + pages}`);
}

test('a full disk fails what cannot be kept, says so, and loses nothing that was acknowledged', async () => {
  const client = new DynamoDBClient({ ...cloud.settings, maxAttempts: 1 });
  await client.send(
    new CreateTableCommand({
      TableName: 'items',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    }),
  );
  const put = (n: number) =>
    client.send(
      new PutItemCommand({
        TableName: 'items',
        Item: { pk: { S: `k${n}` }, v: { S: 'x'.repeat(20_000) } },
      }),
    );
  leaveRoomFor(40);
  let kept = 0;
  const failure = await (async () => {
    for (;;) {
      try {
        await put(kept);
        kept++;
      } catch (error) {
        return error;
      }
    }
  })();
  expect(kept).toBeGreaterThan(2);
  expect(failure).toMatchObject({ name: 'InternalFailure', $metadata: { httpStatusCode: 500 } });
  expect(reported.join('\n')).toContain('database or disk is full');

  leaveRoomFor(1_000_000);
  await put(kept);
  for (let n = 0; n <= kept; n++) {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: 'items', Key: { pk: { S: `k${n}` } } }),
    );
    expect(Item?.pk).toEqual({ S: `k${n}` });
  }
});
