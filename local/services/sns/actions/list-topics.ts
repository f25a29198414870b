import { action } from '../../../kernel/index.ts';
import { page } from '../pages.ts';

/** ListTopics: a hundred a page. */
export const listTopics = action(
  'ListTopics',
  () => [{ action: 'sns:ListTopics', resource: '*' }],
  ({ NextToken: token }: { readonly NextToken?: string }, { cloud }) => {
    const { rows, NextToken } = page(token, (after, limit) =>
      cloud.db.all<{ arn: string }>(
        'SELECT arn FROM sns_topics WHERE arn > ? ORDER BY arn LIMIT ?',
        after,
        limit,
      ),
    );
    return { Topics: rows.map(({ arn }) => ({ TopicArn: arn })), NextToken };
  },
);
