import type { Cloud } from '../../../kernel/index.ts';

/** How far a mapping has come in its stream. */
export interface PositionRow {
  readonly mapping: string;
  /** Number of the last record that is done; null: the beginning. */
  readonly after: string | null;
  /** Attempts at the batch that stands next. */
  readonly attempts: number;
  /** Records of that batch, once it was split; null: as many as the mapping takes. */
  readonly size: number | null;
}

/** The position of a mapping. */
export function positionOf(mapping: string, cloud: Cloud): PositionRow {
  return (
    cloud.db.get<PositionRow>('SELECT * FROM lambda_positions WHERE mapping = ?', mapping) ?? {
      mapping,
      after: null,
      attempts: 0,
      size: null,
    }
  );
}

/** Stores a position. */
export function putPosition(row: PositionRow, cloud: Cloud): void {
  cloud.db.run(
    'INSERT OR REPLACE INTO lambda_positions VALUES (?, ?, ?, ?)',
    row.mapping,
    row.after,
    row.attempts,
    row.size,
  );
}
