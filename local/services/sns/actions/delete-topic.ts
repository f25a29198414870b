import { action } from '../../../kernel/index.ts';
import { checkArn } from '../errors.ts';
import { onTopic } from '../topics.ts';

/** DeleteTopic, with its subscriptions. A missing topic is no error. */
export const deleteTopic = action(
  'DeleteTopic',
  onTopic('DeleteTopic'),
  ({ TopicArn }: { readonly TopicArn: string }, { cloud }) => {
    checkArn('TopicArn', TopicArn);
    cloud.db.run('DELETE FROM sns_subscriptions WHERE topic = ?', TopicArn);
    cloud.db.run('DELETE FROM sns_deduplication WHERE topic = ?', TopicArn);
    cloud.db.run('DELETE FROM sns_topics WHERE arn = ?', TopicArn);
    return {};
  },
);
