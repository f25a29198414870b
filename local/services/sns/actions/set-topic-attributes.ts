import { action } from '../../../kernel/index.ts';
import { checkedAttribute } from '../topic-attributes.ts';
import { attributesOf, isFifo, onTopic, storeAttributes, topicAt } from '../topics.ts';

/** Input of SetTopicAttributes. */
export interface SetTopicAttributesInput {
  readonly TopicArn: string;
  readonly AttributeName: string;
  readonly AttributeValue?: string;
}

/** SetTopicAttributes: an empty value takes an attribute away. */
export const setTopicAttributes = action(
  'SetTopicAttributes',
  onTopic('SetTopicAttributes'),
  ({ TopicArn, AttributeName: name, AttributeValue = '' }: SetTopicAttributesInput, { cloud }) => {
    const topic = topicAt(TopicArn, cloud);
    const value = checkedAttribute(name, AttributeValue, { fifo: isFifo(topic) });
    const { [name]: _, ...others } = attributesOf(topic);
    storeAttributes(topic, value === undefined ? others : { ...others, [name]: value }, cloud);
    return {};
  },
);
