import type { Cloud } from '../../kernel/index.ts';

/** Invocations that an account may run at once. */
export const ACCOUNT_CONCURRENCY = 1000;

/** Concurrency that no function has reserved. */
export function unreserved({ db }: Cloud): number {
  const { sum } = db.get<{ sum: number | null }>('SELECT sum(reserved) AS sum FROM lambda_heads')!;
  return ACCOUNT_CONCURRENCY - (sum ?? 0);
}
