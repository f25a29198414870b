import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { StoredRecord } from '../../domain/ports.ts';
import type { Connection } from './connection.ts';

/** Reads records of the registry, a model's partition at a time. */
export class RegistryReader {
  private readonly client: DynamoDBDocumentClient;

  constructor(
    private readonly table: string,
    { settings }: Connection,
  ) {
    this.client = DynamoDBDocumentClient.from(new DynamoDBClient(settings));
  }

  /** The records under sort keys (100 at most); those that are not there are left out. */
  public async read(
    model: string,
    sortKeys: readonly string[],
  ): Promise<ReadonlyMap<string, StoredRecord>> {
    const Keys = sortKeys.map((sk) => ({ pk: `MODEL#${model}`, sk }));
    const command = new BatchGetCommand({ RequestItems: { [this.table]: { Keys } } });
    const { Responses } = await this.client.send(command);
    return new Map((Responses?.[this.table] ?? []).map((record) => [String(record.sk), record]));
  }

  /** All records whose sort key begins with a prefix, in their order. */
  public async list(model: string, prefix: string): Promise<readonly StoredRecord[]> {
    const records: StoredRecord[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await this.client.send(
        new QueryCommand({
          TableName: this.table,
          ExclusiveStartKey,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: { ':pk': `MODEL#${model}`, ':sk': prefix },
        }),
      );
      records.push(...(page.Items ?? []));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return records;
  }
}
