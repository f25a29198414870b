import type { Item } from './dynalite.ts';

/** The capacity that a batch used, by table, where that is asked for. */
export function batchCapacity(
  wish: unknown,
  results: readonly Readonly<Record<string, unknown>>[],
): { readonly ConsumedCapacity?: readonly object[] } {
  if (wish !== 'TOTAL' && wish !== 'INDEXES') return {};
  const units = new Map<string, number>();
  for (const { ConsumedCapacity } of results) {
    const { TableName, CapacityUnits } = ConsumedCapacity as {
      readonly TableName: string;
      readonly CapacityUnits: number;
    };
    units.set(TableName, (units.get(TableName) ?? 0) + CapacityUnits);
  }
  return {
    ConsumedCapacity: [...units].map(([TableName, CapacityUnits]) => ({
      CapacityUnits,
      TableName,
      Table: wish === 'INDEXES' ? { CapacityUnits } : undefined,
    })),
  };
}

/** The keys of a batch for one table, with how to read them. */
export interface KeysOfTable {
  readonly Keys: readonly Item[];
  readonly [member: string]: unknown;
}

/** One write of a batch. */
export interface WriteRequest {
  readonly PutRequest?: { readonly Item: Item };
  readonly DeleteRequest?: { readonly Key: Item };
}
