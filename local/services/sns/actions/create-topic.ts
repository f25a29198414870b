import { action, tagsByKey } from '../../../kernel/index.ts';
import type { Cloud, Tag } from '../../../kernel/index.ts';
import { invalidAttribute, invalidParameter } from '../errors.ts';
import { checkedAttribute } from '../topic-attributes.ts';
import { attributesOf, findTopic, onTopic, topicArn } from '../topics.ts';
import type { Attributes, TopicRow } from '../topics.ts';

/** Input of CreateTopic. */
export interface CreateTopicInput {
  readonly Name: string;
  readonly Attributes?: Attributes;
  readonly Tags?: readonly Tag[];
}

/** CreateTopic. The same topic again succeeds; with other attributes or tags it is refused. */
export const createTopic = action(
  'CreateTopic',
  (input: CreateTopicInput, context) =>
    onTopic('CreateTopic')({ TopicArn: topicArn(input.Name, context.cloud) }, context),
  ({ Name, Attributes: given = {}, Tags = [] }, { cloud }) => {
    const { FifoTopic, ...others } = given;
    const fifo = FifoTopic?.toLowerCase() === 'true';
    checkName(Name, fifo);
    const attributes = checked(others, fifo);
    const arn = topicArn(Name, cloud);
    const existing = findTopic(arn, cloud);
    if (existing) checkSame(existing, attributes, tagsByKey(Tags));
    else insert({ arn, name: Name, attributes, tags: tagsByKey(Tags) }, cloud);
    return { TopicArn: arn };
  },
);

function checkName(name: string, fifo: boolean): void {
  if (fifo && !/^[A-Za-z0-9_-]{1,251}\.fifo$/.test(name)) {
    throw invalidParameter(
      'Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long.',
    );
  }
  if (!fifo && !/^[A-Za-z0-9_-]{1,256}$/.test(name)) throw invalidParameter('Topic Name');
}

function checked(given: Attributes, fifo: boolean): Attributes {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      const stored = checkedAttribute(name, value, { fifo });
      return stored === undefined ? [] : [[name, stored]];
    }),
  );
}

function checkSame(existing: TopicRow, attributes: Attributes, tags: Attributes): void {
  if (!isWithin(attributes, attributesOf(existing)))
    throw invalidAttribute('Topic already exists with different attributes');
  if (!isWithin(tags, JSON.parse(existing.tags) as Attributes))
    throw invalidParameter('Tags Reason: Topic already exists with different tags');
}

function isWithin(part: Attributes, whole: Attributes): boolean {
  return Object.entries(part).every(([name, value]) => whole[name] === value);
}

function insert(
  topic: {
    readonly arn: string;
    readonly name: string;
    readonly attributes: Attributes;
    readonly tags: Attributes;
  },
  cloud: Cloud,
): void {
  cloud.db.run(
    'INSERT INTO sns_topics VALUES (?, ?, ?, ?, ?)',
    topic.arn,
    topic.name,
    JSON.stringify(topic.attributes),
    JSON.stringify(topic.tags),
    cloud.world.now(),
  );
}
