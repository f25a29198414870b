import { action } from '../../../kernel/index.ts';
import { withoutPermission } from '../policy.ts';
import { attributesOf, onTopic, storeAttributes, topicAt } from '../topics.ts';

/** Input of RemovePermission. */
export interface RemovePermissionInput {
  readonly TopicArn: string;
  readonly Label: string;
}

/** RemovePermission. */
export const removePermission = action(
  'RemovePermission',
  onTopic('RemovePermission'),
  ({ TopicArn, Label }: RemovePermissionInput, { cloud }) => {
    const topic = topicAt(TopicArn, cloud);
    const policy = withoutPermission(topic, cloud.accountId, Label);
    storeAttributes(topic, { ...attributesOf(topic), Policy: JSON.stringify(policy) }, cloud);
    return {};
  },
);
