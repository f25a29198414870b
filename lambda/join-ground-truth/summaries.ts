import { errorDays } from '../../domain/monitoring/join.ts';
import { sortKeys } from '../../domain/registry/keys.ts';
import type { Join } from '../../domain/monitoring/join.ts';
import type { RegistryWrite, StoredRecord } from '../../domain/ports.ts';

/** Days per transaction: DynamoDB takes 100 writes, and a day is two. */
const DAYS_AT_ONCE = 45;

/** What a join leaves in the registry once: under a mark, so that a second delivery changes nothing. */
export interface JoinMark {
  readonly mark: string;
  readonly uploadId: string;
  readonly answer: StoredRecord;
}

/**
 * Transactions that add the errors of joined rows to their days, and keep what else the rows say. Each
 * carries a mark of its own, so each happens once.
 */
export function summaryWrites(
  { joined, outcomes }: Pick<Join, 'joined' | 'outcomes'>,
  { mark, uploadId, answer }: JoinMark,
): readonly (readonly RegistryWrite[])[] {
  const days: readonly (readonly RegistryWrite[])[] = errorDays(joined).map(
    ({ version, day, ...sums }) => [
      { add: sums, set: { day }, sk: sortKeys.errors(version, day) },
      ...outcomes
        .filter((outcome) => outcome.version === version && outcome.day === day)
        .map((put) => ({
          put,
          sk: sortKeys.outcomes(version, day, uploadId),
          when: 'always' as const,
        })),
    ],
  );
  const pieces: RegistryWrite[][] = [];
  for (let from = DAYS_AT_ONCE; from < days.length; from += DAYS_AT_ONCE) {
    const some = days.slice(from, from + DAYS_AT_ONCE).flat();
    pieces.push([{ put: answer, sk: `${mark}-${from}`, when: 'absent' }, ...some]);
  }
  return [
    ...pieces,
    [{ put: answer, sk: mark, when: 'absent' }, ...days.slice(0, DAYS_AT_ONCE).flat()],
  ];
}
