import { action } from '../../../kernel/index.ts';
import { storeTags, taggedTopic } from '../tags.ts';
import type { Attributes } from '../topics.ts';

/** Input of UntagResource. */
export interface UntagResourceInput {
  readonly ResourceArn: string;
  readonly TagKeys: readonly string[];
}

/** UntagResource: keys that are not there are passed over. */
export const untagResource = action(
  'UntagResource',
  ({ ResourceArn }: UntagResourceInput) => [{ action: 'sns:UntagResource', resource: ResourceArn }],
  ({ ResourceArn, TagKeys }, { cloud }) => {
    const topic = taggedTopic(ResourceArn, cloud);
    const tags = Object.entries(JSON.parse(topic.tags) as Attributes);
    storeTags(topic, Object.fromEntries(tags.filter(([key]) => !TagKeys.includes(key))), cloud);
    return {};
  },
);
