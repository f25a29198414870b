import { errorDays } from '../../domain/monitoring/join.ts';
import { sortKeys } from '../../domain/registry/keys.ts';
import type { JoinedRow } from '../../domain/monitoring/join.ts';
import type { RegistryWrite, StoredRecord } from '../../domain/ports.ts';

/** Days per transaction: DynamoDB takes 100 writes. */
const DAYS_AT_ONCE = 90;

/**
 * Transactions that add the errors of joined rows to their days. Each carries a mark of its own, so
 * each happens once.
 */
export function summaryWrites(
  joined: readonly JoinedRow[], mark: string, answer: StoredRecord,
): readonly (readonly RegistryWrite[])[] {
  const adds: readonly RegistryWrite[] = errorDays(joined).map(({ version, day, ...sums }) => ({
    add: sums, set: { day }, sk: sortKeys.errors(version, day),
  }));
  const pieces: RegistryWrite[][] = [];
  for (let from = DAYS_AT_ONCE; from < adds.length; from += DAYS_AT_ONCE) {
    pieces.push([
      { put: answer, sk: `${mark}-${from}`, when: 'absent' }, ...adds.slice(from, from + DAYS_AT_ONCE),
    ]);
  }
  return [...pieces, [{ put: answer, sk: mark, when: 'absent' }, ...adds.slice(0, DAYS_AT_ONCE)]];
}
