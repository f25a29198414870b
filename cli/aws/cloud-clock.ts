import type { Connection } from './connection.ts';

/** What time it is there: on a local cloud with a virtual clock another than here. */
export async function cloudNow({ endpoint }: Connection): Promise<number> {
  if (endpoint === undefined) return Date.now();
  const answer = await fetch(`${endpoint}/_local/clock`).catch(() => undefined);
  const { now } = answer?.ok ? ((await answer.json()) as { now?: string }) : {};
  return now === undefined ? Date.now() : Date.parse(now);
}
