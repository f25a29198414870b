import type { HandlerContext, Properties, ResourceHandler } from '../handler.ts';
import { optional, policyText } from './values.ts';

/** AWS::SQS::QueuePolicy. */
export const sqsQueuePolicy: ResourceHandler = {
  type: 'AWS::SQS::QueuePolicy',
  properties: ['PolicyDocument', 'Queues'],
  async create(properties, context) {
    await write(properties, policyText(properties.PolicyDocument), context);
    return { ref: context.physicalName(), attributes: { Id: context.logicalId } };
  },
  async update(made, properties, _before, context) {
    await write(properties, policyText(properties.PolicyDocument), context);
    return made;
  },
  async remove(_made, properties, context) {
    await write(properties, '', context);
  },
};

async function write(
  properties: Properties,
  Policy: string,
  { call, cloud }: HandlerContext,
): Promise<void> {
  for (const QueueUrl of optional<readonly string[]>(properties, 'Queues') ?? []) {
    const there = cloud.db.get(
      'SELECT name FROM sqs_queues WHERE name = ?',
      QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1),
    );
    if (there) await call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes: { Policy } });
  }
}
