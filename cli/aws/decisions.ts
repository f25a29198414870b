import type { Connection } from './connection.ts';
import { control } from './local-control.ts';

/** One statement of a policy, as far as it is shown. */
export interface WeighedStatement {
  readonly policy: string;
  readonly statement: { readonly Sid?: string; readonly Effect: string };
  /** What keeps it from counting; nothing where it counts. */
  readonly misses: readonly string[];
}

/** Why a call was allowed or denied. */
export interface Explanation {
  /** When it was denied; absent for a question. */
  readonly at?: string;
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly outcome: 'allowed' | 'explicitly-denied' | 'implicitly-denied';
  readonly by: string;
  readonly statements: readonly WeighedStatement[];
}

/** What the local cloud denied of late, the newest first. */
export async function readDenials(connection: Connection): Promise<readonly Explanation[]> {
  return ((await control(connection, 'denials')) as { denials: readonly Explanation[] }).denials;
}

/** Whether a role may do something, and why. */
export async function askWhy(
  connection: Connection,
  question: Readonly<Record<'role' | 'action' | 'resource', string>>,
): Promise<Explanation> {
  return (await control(connection, 'explain', question)) as Explanation;
}
