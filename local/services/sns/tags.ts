import { AwsError } from '../../errors.ts';
import type { Cloud } from '../../kernel/index.ts';
import { findTopic } from './topics.ts';
import type { Attributes, TopicRow } from './topics.ts';

/** The topic whose tags a request is about. */
export function taggedTopic(arn: string, cloud: Cloud): TopicRow {
  const row = findTopic(arn, cloud);
  if (!row) throw new AwsError('ResourceNotFound', 'Resource does not exist', { status: 404 });
  return row;
}

/** Writes the tags of a topic. */
export function storeTags({ arn }: TopicRow, tags: Attributes, cloud: Cloud): void {
  cloud.db.run('UPDATE sns_topics SET tags = ? WHERE arn = ?', JSON.stringify(tags), arn);
}
