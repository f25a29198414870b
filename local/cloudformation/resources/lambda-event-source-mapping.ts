import { newMapping } from '../../services/lambda/event-sources.ts';
import type { MappingRow } from '../../services/lambda/event-sources.ts';
import { announceArrival } from '../../services/sqs/arrivals.ts';
import { queueNamed } from '../../services/sqs/queues.ts';
import type { HandlerContext, Made, Properties, ResourceHandler } from '../handler.ts';
import { flag, number, optional, text } from './values.ts';

/** AWS::Lambda::EventSourceMapping: of queues. */
export const lambdaEventSourceMapping: ResourceHandler = {
  type: 'AWS::Lambda::EventSourceMapping',
  properties: [
    'EventSourceArn',
    'FunctionName',
    'BatchSize',
    'MaximumBatchingWindowInSeconds',
    'FunctionResponseTypes',
    'Enabled',
    'ScalingConfig',
  ],
  create: async (properties, context) => write(read(properties, context), context),
  update: async (made, properties, _before, context) =>
    write({ ...read(properties, context), id: made.ref }, context),
  async remove(made, _properties, { cloud }) {
    cloud.db.run('DELETE FROM lambda_mappings WHERE id = ?', made.ref);
  },
};

function read(properties: Properties, { cloud }: HandlerContext): MappingRow {
  return newMapping(
    {
      EventSourceArn: text(properties, 'EventSourceArn'),
      FunctionName: text(properties, 'FunctionName'),
      BatchSize: number(properties, 'BatchSize'),
      MaximumBatchingWindowInSeconds: number(properties, 'MaximumBatchingWindowInSeconds'),
      Enabled: flag(properties, 'Enabled'),
      FunctionResponseTypes: optional(properties, 'FunctionResponseTypes'),
      ScalingConfig: optional(properties, 'ScalingConfig'),
    },
    cloud,
  );
}

function write(row: MappingRow, { cloud }: HandlerContext): Made {
  cloud.db.transaction(() => {
    cloud.db.run(
      'INSERT OR REPLACE INTO lambda_mappings VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      row.id,
      row.function,
      row.source,
      row.batch_size,
      row.window_seconds,
      row.enabled,
      row.partial_failures,
      row.max_concurrency,
    );
    announceArrival(
      queueNamed(row.source.slice(row.source.lastIndexOf(':') + 1), cloud),
      cloud.world.now(),
      cloud,
    );
  });
  return { ref: row.id, attributes: { Id: row.id } };
}
