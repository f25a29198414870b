import { action } from '../../../kernel/index.ts';
import { taggedTopic } from '../tags.ts';
import type { Attributes } from '../topics.ts';

/** ListTagsForResource. */
export const listTagsForResource = action(
  'ListTagsForResource',
  ({ ResourceArn }: { readonly ResourceArn: string }) => [
    { action: 'sns:ListTagsForResource', resource: ResourceArn },
  ],
  ({ ResourceArn }, { cloud }) => {
    const tags = JSON.parse(taggedTopic(ResourceArn, cloud).tags) as Attributes;
    return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  },
);
