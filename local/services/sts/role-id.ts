import type { Cloud } from '../../kernel/index.ts';

/** The id of a role; one that is taken on trust has only the prefix of such ids. */
export function roleIdOf(roleArn: string, { db }: Cloud): string {
  return db.get<{ id: string }>('SELECT id FROM iam_roles WHERE arn = ?', roleArn)?.id ?? 'AROA';
}
