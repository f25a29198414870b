import { decodeUtf8, encodeUtf8 } from '../tabular/utf8.ts';
import { jsonLinesWithout, memberOf } from './json-lines.ts';
import type { Subject } from './subject.ts';
import type { Edit, Traces } from './traces.ts';

/** Refused rows of an upload without those that stood on a person's lines, or name the person. */
export function quarantineWithout(
  bytes: Uint8Array,
  uploadId: string,
  { subject, traces }: { readonly subject: Subject; readonly traces: Traces },
): Edit | null {
  const lines = traces.lines.get(uploadId);
  const isGone = (problem: unknown): boolean =>
    lines?.has(Number(memberOf(problem, 'line'))) === true ||
    (memberOf(problem, 'column') === subject.column &&
      subject.matches(String(memberOf(problem, 'value'))));
  return jsonLinesWithout(bytes, (problem) => (isGone(problem) ? { goes: 1 } : null), {
    keepLines: false,
  });
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
