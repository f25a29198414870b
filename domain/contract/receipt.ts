import * as z from 'zod';
import { Severity } from '../definition/data-contract.ts';
import { ColumnSummary } from '../profile/column-summary.ts';
import { Instant, UploadId, UploadKind } from '../names.ts';

/** How often a rule was broken, with the first examples. Personal values are masked. */
export const ReasonCount = z.object({
  rule: z.string(),
  column: z.string(),
  rows: z.int(),
  /** What breaking the rule does. */
  severity: Severity.default('refuse-row'),
  examples: z.array(z.object({ line: z.int(), value: z.string(), message: z.string() })),
});
export type ReasonCount = z.output<typeof ReasonCount>;

/**
 * What the uploader gets: one file beside the landing zone, overwritten by the next upload of the same
 * name.
 */
export const Receipt = z.object({
  status: z.enum(['accepted', 'refused']),
  /** Machine-readable reason of a refusal, such as `BadRows`; `Accepted` otherwise. */
  code: z.string(),
  /** The same in words, with what to do. */
  reason: z.string(),
  model: z.string(),
  kind: UploadKind,
  key: z.string(),
  uploadId: UploadId,
  at: Instant,
  /** Hash of the definition that it was judged by. @default - it was judged before they were kept */
  contract: z.string().optional(),
  rows: z.object({ read: z.int(), accepted: z.int(), refused: z.int() }),
  reasons: z.array(ReasonCount),
  /** Columns of the file that were dropped. */
  dropped: z.array(z.string()),
  /** Rules over the whole file that do not hold and only warn. */
  warnings: z.array(z.string()).default([]),
  /** What the accepted rows are like, by column of the contract. */
  columns: z.array(ColumnSummary).default([]),
  /** In how many objects the accepted rows lie. @default - in one */
  objects: z.int().optional(),
  /** Where the refused rows lie, if there are any. */
  quarantineKey: z.string().nullable(),
});
export type Receipt = z.output<typeof Receipt>;

/** Hides a personal value but for its length. */
export function masked(value: string): string {
  return `*** (${value.length} characters)`;
}
