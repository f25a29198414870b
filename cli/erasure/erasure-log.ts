import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { ErasureRecord } from '../../domain/registry/erasure.ts';
import { sortKeys } from '../../domain/registry/keys.ts';
import type { Connection } from '../aws/connection.ts';
import type { Erased } from './forget.ts';

/** Writes into the registry that a person was erased, without saying who: written once, never changed. */
export class ErasureLog {
  public readonly id = randomUUID();
  private readonly table: DynamoDBDocumentClient;

  private constructor(
    private readonly place: { readonly tableName: string; readonly model: string },
    private readonly who: string,
    { settings }: Connection,
  ) {
    this.table = DynamoDBDocumentClient.from(new DynamoDBClient(settings));
  }

  /** Asks who is at work, and draws an id. */
  public static async open(
    place: { readonly tableName: string; readonly model: string },
    connection: Connection,
  ): Promise<ErasureLog> {
    const { Arn = 'unknown' } = await new STSClient(connection.settings).send(
      new GetCallerIdentityCommand(),
    );
    return new ErasureLog(place, Arn, connection);
  }

  /** Writes a record. */
  public async write(record: Erased & Pick<ErasureRecord, 'phase'>, at: string): Promise<void> {
    const { tableName: TableName, model } = this.place;
    const item = ErasureRecord.parse({ id: this.id, at, who: this.who, ...record });
    const sk = sortKeys.erasure(at, this.id, record.phase);
    await this.table.send(
      new PutCommand({
        TableName,
        Item: { ...item, pk: `MODEL#${model}`, sk },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  }
}
