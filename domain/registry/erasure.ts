import * as z from 'zod';
import { Instant, VersionNumber } from '../names.ts';

/** What was erased in one place. */
export const ErasedPlace = z.object({ place: z.string(), objects: z.int(), rows: z.int() });
export type ErasedPlace = z.output<typeof ErasedPlace>;

/**
 * That a person's rows were erased: when, by whom, how many where, and which versions had learned from
 * them. Nothing in it leads back to the person. Written before the first deletion and after the last.
 */
export const ErasureRecord = z.object({
  /** Drawn by chance; what the person is told. */
  id: z.string(),
  phase: z.enum(['begun', 'ended']),
  at: Instant,
  /** ARN of whoever erased. */
  who: z.string(),
  places: z.array(ErasedPlace),
  /** Versions that were trained on rows of theirs. */
  versions: z.array(VersionNumber),
});
export type ErasureRecord = z.output<typeof ErasureRecord>;
