import type { Connection } from './connection.ts';

/** The clock of a local cloud. */
export interface LocalClock {
  readonly mode: 'real' | 'virtual';
  /** ISO time. */
  readonly now: string;
}

/** The clock of the local cloud at an endpoint; nothing where there is another server, or none. */
export async function localClock(endpoint: string): Promise<LocalClock | undefined> {
  const answer = await fetch(`${endpoint}/_local/clock`).catch(() => undefined);
  return answer?.ok ? ((await answer.json()) as LocalClock) : undefined;
}

/** What time it is there: on a local cloud with a virtual clock another than here. */
export async function cloudNow({ endpoint }: Connection): Promise<number> {
  const now = endpoint === undefined ? undefined : (await localClock(endpoint))?.now;
  return now === undefined ? Date.now() : Date.parse(now);
}
