import { action } from '../../../kernel/index.ts';
import { withPermission } from '../policy.ts';
import { attributesOf, onTopic, storeAttributes, topicAt } from '../topics.ts';

/** Input of AddPermission. */
export interface AddPermissionInput {
  readonly TopicArn: string;
  readonly Label: string;
  readonly AWSAccountId: readonly string[];
  readonly ActionName: readonly string[];
}

/** AddPermission: a statement in the topic's policy, named by its label. */
export const addPermission = action(
  'AddPermission',
  onTopic('AddPermission'),
  (input: AddPermissionInput, { cloud }) => {
    const topic = topicAt(input.TopicArn, cloud);
    const policy = withPermission(topic, cloud.accountId, {
      label: input.Label,
      accounts: input.AWSAccountId,
      actions: input.ActionName,
    });
    storeAttributes(topic, { ...attributesOf(topic), Policy: JSON.stringify(policy) }, cloud);
    return {};
  },
);
