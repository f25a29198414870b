import { sha256Hex } from '../hashing/sha256.ts';

/** The id of the decision about a request: the same for the same request, however often it is delivered. */
export function decisionIdOf(model: string, requestId: string): string {
  return sha256Hex(`${model}\n${requestId}`).slice(0, 12);
}

/** The id of the run that a decision starts: its day, and the first half of the decision's id. */
export function runIdOf(decisionId: string, at: Date): string {
  return `${at.toISOString().slice(0, 10).replaceAll('-', '')}-${decisionId.slice(0, 8)}`;
}
