import { decodeUtf8, encodeUtf8 } from '../tabular/utf8.ts';
import { memberOf } from './json-lines.ts';
import { rewriteJsonLines } from './rewrite-lines.ts';
import type { Rewriting, StoredFile } from './rewriting.ts';
import type { Subject } from './subject.ts';
import type { Edit, Traces } from './traces.ts';

/** Refused rows of an upload without those that stood on a person's lines, or name the person. */
export async function quarantineWithout(
  file: Pick<StoredFile, 'chunks'>,
  uploadId: string,
  { subject, traces }: { readonly subject: Subject; readonly traces: Traces },
): Promise<Rewriting | null> {
  const lines = traces.lines.get(uploadId);
  const isGone = (problem: unknown): boolean =>
    lines?.has(Number(memberOf(problem, 'line'))) === true ||
    (memberOf(problem, 'column') === subject.column &&
      subject.matches(String(memberOf(problem, 'value'))));
  return await rewriteJsonLines(file, (problem) => (isGone(problem) ? { goes: 1 } : null), {
    keepLines: false,
  });
}

/** What one piece of a large upload came to, without examples of a person's rows. */
export function verdictWithout(
  bytes: Uint8Array,
  uploadId: string,
  { lines }: Pick<Traces, 'lines'>,
): Edit | null {
  const own = lines.get(uploadId);
  if (own === undefined) return null;
  let rows = 0;
  const edited: unknown = JSON.parse(decodeUtf8(bytes), (name, value: unknown) => {
    if (name !== 'examples' || !Array.isArray(value)) return value;
    const kept = value.filter((example: unknown) => !own.has(Number(memberOf(example, 'line'))));
    rows += value.length - kept.length;
    return kept;
  });
  return rows === 0 ? null : { body: encodeUtf8(JSON.stringify(edited)), rows };
}

/** A receipt without its examples of a person's rows, and without the ids of their predictions. */
export function receiptWithout(bytes: Uint8Array, { lines, inferenceIds }: Traces): Edit | null {
  const receipt: unknown = JSON.parse(decodeUtf8(bytes));
  const own = lines.get(String(memberOf(receipt, 'uploadId')));
  let rows = 0;
  const without = (list: unknown, isGone: (member: unknown) => boolean): unknown => {
    if (!Array.isArray(list)) return list;
    const kept = list.filter((member: unknown) => !isGone(member));
    rows += list.length - kept.length;
    return kept;
  };
  const isId = (member: unknown): boolean => inferenceIds.has(String(member));
  const reasons: unknown = memberOf(receipt, 'reasons');
  const edited = {
    ...(receipt as object),
    ...(Array.isArray(reasons) && {
      reasons: reasons.map((reason: unknown) => ({
        ...(reason as object),
        examples: without(
          memberOf(reason, 'examples'),
          (example) => own?.has(Number(memberOf(example, 'line'))) === true,
        ),
      })),
    }),
    ...Object.fromEntries(
      ['unknownIds', 'twiceIds'].flatMap((name) => {
        const ids = memberOf(receipt, name);
        return ids === undefined ? [] : [[name, without(ids, isId)]];
      }),
    ),
  };
  return rows === 0 ? null : { body: encodeUtf8(JSON.stringify(edited, null, 2)), rows };
}

/** A receipt's page goes as a whole where its upload had rows of theirs: the JSON beside it stays. */
export function receiptPageWithout(bytes: Uint8Array, { lines }: Traces): Edit | null {
  const page = decodeUtf8(bytes);
  return [...lines.keys()].some((uploadId) => page.includes(uploadId))
    ? { body: null, rows: 1 }
    : null;
}
