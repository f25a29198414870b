/** Scripts as they are written down; `../services/PROVENANCE.md` tells what the steps mean. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Members } from './values.ts';

/** One step: a call, a plain request, a comparison, an assertion, a pause. */
export interface Step {
  readonly op?: number;
  readonly service?: string;
  readonly method?: string;
  readonly params?: Members;
  readonly expectError?: boolean;
  readonly poll?: unknown;
  readonly paginate?: boolean;
  readonly client?: string;
  readonly clientOpts?: Members;
  readonly http?: string;
  readonly url?: string;
  readonly kw?: Members;
  readonly match?: string;
  readonly value?: unknown;
  readonly hint?: string;
  readonly ref?: string;
  readonly regex?: string;
  readonly assert?: string;
  readonly sleep?: unknown;
  readonly waiter?: string;
}

/** Names a word that stands for an unstable value. */
interface Transformer {
  readonly kind: string;
  readonly args?: readonly unknown[];
  readonly kw?: Members;
}

/** A script and what was recorded of its answers. */
export interface Script {
  readonly id: string;
  readonly steps: readonly Step[];
  readonly transformers?: readonly Transformer[] | null;
  readonly expected?: Members | null;
}

/** The scripts of a file; an id that comes again gets `~2`, `~3`, ... */
export function readScripts(file: string): readonly Script[] {
  const seen = new Map<string, number>();
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const script = JSON.parse(line) as Script;
      const times = (seen.get(script.id) ?? 0) + 1;
      seen.set(script.id, times);
      return times === 1 ? script : { ...script, id: `${script.id}~${times}` };
    });
}

/** The words that a recording has in place of unstable values: of whole texts, of parts of texts. */
export function wordsOf({ transformers }: Script): { whole: string[]; inner: string[] } {
  const words = { whole: [] as string[], inner: [] as string[] };
  for (const { kind, args, kw } of transformers ?? []) {
    const word = kw?.value_replacement ?? kw?.replacement ?? args?.[1];
    if (typeof word !== 'string' || word.length < 2) continue;
    words.whole.push(word);
    if (/^(RegexTransformer|transform\.regex)$/.test(kind) && word.length > 3)
      words.inner.push(word);
  }
  return words;
}
