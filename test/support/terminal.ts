import { main } from '../../cli/main.ts';

/** What a command came to. */
export interface Typed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** The output as JSON. */
  readonly json: () => unknown;
}

/**
 * Runs `perennial <words>` in this process, as if it were typed. Options after the words go as they
 * are.
 */
export async function type(...words: readonly string[]): Promise<Typed> {
  const written = { out: '', err: '' };
  const { stdout, stderr } = process;
  const [toOut, toErr] = [stdout.write.bind(stdout), stderr.write.bind(stderr)];
  stdout.write = (text: string | Uint8Array) => {
    written.out += String(text);
    return true;
  };
  stderr.write = (text: string | Uint8Array) => {
    written.err += String(text);
    return true;
  };
  try {
    const code = await main(words);
    return { code, ...written, json: () => JSON.parse(written.out) as unknown };
  } finally {
    Object.assign(stdout, { write: toOut });
    Object.assign(stderr, { write: toErr });
  }
}
