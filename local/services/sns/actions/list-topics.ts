import { action } from '../../../kernel/index.ts';
import { afterToken, pageToken } from '../subscriptions.ts';

/** Topics of a page. */
const PAGE = 100;

/** ListTopics: a hundred a page. */
export const listTopics = action(
  'ListTopics',
  () => [{ action: 'sns:ListTopics', resource: '*' }],
  (input: { readonly NextToken?: string }, { cloud }) => {
    const rows = cloud.db.all<{ arn: string }>(
      'SELECT arn FROM sns_topics WHERE arn > ? ORDER BY arn LIMIT ?',
      afterToken(input.NextToken),
      PAGE + 1,
    );
    const page = rows.slice(0, PAGE);
    return {
      Topics: page.map(({ arn }) => ({ TopicArn: arn })),
      NextToken: rows.length > PAGE ? pageToken(page.at(-1)!.arn) : undefined,
    };
  },
);
