import { Capture } from '../monitoring/capture.ts';
import { memberOf } from './json-lines.ts';
import { rewriteJsonLines } from './rewrite-lines.ts';
import type { LineVerdict } from './json-lines.ts';
import type { Rewriting, StoredFile } from './rewriting.ts';
import type { Subject } from './subject.ts';
import type { Traces } from './traces.ts';

/** Captures without a person's rows; what ground truth knows them by is noted. */
export async function capturesWithout(
  file: Pick<StoredFile, 'chunks'>,
  subject: Subject,
  traces: Traces,
): Promise<Rewriting | null> {
  return await rewriteJsonLines(file, (value) => captureWithout(value, subject, traces), {
    keepLines: false,
  });
}

function captureWithout(value: unknown, subject: Subject, { inferenceIds }: Traces): LineVerdict {
  const parsed = Capture.safeParse(value);
  if (!parsed.success) return null;
  const capture = parsed.data;
  const at = capture.columns.indexOf(subject.column);
  const gone = capture.rows.filter(({ values }) => at >= 0 && subject.matches(values[at] ?? ''));
  if (gone.length === 0) return null;
  for (const { index } of gone) inferenceIds.add(`${capture.inferenceId}:${index}`);
  const rows = capture.rows.filter((row) => !gone.includes(row));
  return rows.length === 0
    ? { goes: gone.length }
    : { stays: { ...capture, rows }, without: gone.length };
}

/** Joined rows without those of a person's predictions. */
export async function joinedWithout(
  file: Pick<StoredFile, 'chunks'>,
  { inferenceIds }: Traces,
): Promise<Rewriting | null> {
  const isGone = (value: unknown): boolean =>
    inferenceIds.has(String(memberOf(value, 'inferenceId')));
  return await rewriteJsonLines(file, (value) => (isGone(value) ? { goes: 1 } : null), {
    keepLines: false,
  });
}
