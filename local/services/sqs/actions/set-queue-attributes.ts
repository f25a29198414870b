import { action } from '../../../kernel/index.ts';
import { nameInUrl, onQueue, queueNamed } from '../queues.ts';

/** SetQueueAttributes: an empty value removes an attribute. */
export const setQueueAttributes = action(
  'SetQueueAttributes',
  onQueue('SetQueueAttributes'),
  (
    input: { readonly QueueUrl: string; readonly Attributes: Readonly<Record<string, string>> },
    { cloud },
  ) => {
    const queue = queueNamed(nameInUrl(input.QueueUrl), cloud);
    const merged = {
      ...(JSON.parse(queue.attributes) as Record<string, string>),
      ...input.Attributes,
    };
    const kept = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
    cloud.db.run(
      'UPDATE sqs_queues SET attributes = ?, modified = ? WHERE name = ?',
      JSON.stringify(kept),
      cloud.world.now(),
      queue.name,
    );
    return {};
  },
);
