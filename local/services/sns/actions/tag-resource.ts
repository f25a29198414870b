import { action, tagsByKey } from '../../../kernel/index.ts';
import type { Tag } from '../../../kernel/index.ts';
import { invalidParameter } from '../errors.ts';
import { storeTags, taggedTopic } from '../tags.ts';
import type { Attributes } from '../topics.ts';

/** Tags that a topic may have. */
const MAX_TAGS = 50;

/** Input of TagResource. */
export interface TagResourceInput {
  readonly ResourceArn: string;
  readonly Tags: readonly Tag[];
}

/** TagResource: a tag of the same key is overwritten. */
export const tagResource = action(
  'TagResource',
  ({ ResourceArn }: TagResourceInput) => [{ action: 'sns:TagResource', resource: ResourceArn }],
  ({ ResourceArn, Tags }, { cloud }) => {
    const topic = taggedTopic(ResourceArn, cloud);
    if (new Set(Tags.map(({ Key }) => Key)).size < Tags.length)
      throw invalidParameter('Duplicated keys are not allowed.');
    const tags = { ...(JSON.parse(topic.tags) as Attributes), ...tagsByKey(Tags) };
    if (Object.keys(tags).length > MAX_TAGS)
      throw invalidParameter('Could not complete request: tag quota of per resource exceeded');
    storeTags(topic, tags, cloud);
    return {};
  },
);
