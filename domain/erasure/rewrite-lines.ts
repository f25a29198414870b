import { ByteSink } from '../tabular/byte-sink.ts';
import { decodeUtf8, encodeUtf8 } from '../tabular/utf8.ts';
import { parsed } from './json-lines.ts';
import { rewriting } from './rewriting.ts';
import type { LinesCopy, LineVerdict } from './json-lines.ts';
import type { CopyTally, Rewriting, StoredFile } from './rewriting.ts';

const LF = 10;
const LINE_END = Uint8Array.of(LF);

/** JSON Lines without what goes, line by line; null where nothing does. */
export async function rewriteJsonLines(
  file: Pick<StoredFile, 'chunks'>,
  verdict: (value: unknown, line: number) => LineVerdict,
  { keepLines }: LinesCopy,
): Promise<Rewriting | null> {
  return await rewriting(async function* copy(tally) {
    let line = 0;
    for await (const bytes of linesOf(file.chunks())) {
      line += 1;
      const kept = keptOf(bytes, verdict, { line, tally });
      if (tally.isCounting) continue;
      if (kept !== null) yield kept;
      else if (keepLines && bytes.at(-1) === LF) yield LINE_END;
    }
  });
}

function keptOf(
  bytes: Uint8Array,
  verdict: (value: unknown, line: number) => LineVerdict,
  { line, tally }: { readonly line: number; readonly tally: CopyTally },
): Uint8Array | null {
  const text = decodeUtf8(bytes);
  if (text.trim() === '') return bytes;
  const found = verdict(parsed(text), line);
  if (found !== null && 'goes' in found) {
    tally.rows += found.goes;
    return null;
  }
  tally.isLeft = true;
  if (found === null) return bytes;
  tally.rows += found.without;
  return encodeUtf8(`${JSON.stringify(found.stays)}\n`);
}

/** Lines with their ends; the last one may have none. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const held = new ByteSink();
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      held.range(chunk, start, end + 1);
      yield held.take();
      start = end + 1;
    }
    held.range(chunk, start, chunk.length);
  }
  if (held.size > 0) yield held.take();
}
