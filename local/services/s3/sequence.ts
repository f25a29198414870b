import type { Cloud } from '../../kernel/index.ts';

/** The next number of the order in which things happen to objects; it never comes again. */
export function nextSequence({ db }: Cloud): number {
  return db.get<{ seq: number }>(
    `INSERT INTO s3_sequence (id, seq) VALUES (1, 1)
     ON CONFLICT (id) DO UPDATE SET seq = seq + 1 RETURNING seq`,
  )!.seq;
}
