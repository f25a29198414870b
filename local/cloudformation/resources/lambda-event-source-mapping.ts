import type { HandlerContext, Properties, ResourceHandler } from '../handler.ts';
import { flag, number, optional, tagObject, text } from './values.ts';

/** AWS::Lambda::EventSourceMapping. */
export const lambdaEventSourceMapping: ResourceHandler = {
  type: 'AWS::Lambda::EventSourceMapping',
  properties: [
    'EventSourceArn',
    'FunctionName',
    'BatchSize',
    'MaximumBatchingWindowInSeconds',
    'FunctionResponseTypes',
    'FilterCriteria',
    'Enabled',
    'ScalingConfig',
    'StartingPosition',
    'ParallelizationFactor',
    'MaximumRecordAgeInSeconds',
    'BisectBatchOnFunctionError',
    'MaximumRetryAttempts',
    'DestinationConfig',
    'Tags',
  ],
  async create(properties, { call }) {
    const { UUID, EventSourceMappingArn } = await call<{
      readonly UUID: string;
      readonly EventSourceMappingArn: string;
    }>('lambda', 'CreateEventSourceMapping', {
      EventSourceArn: text(properties, 'EventSourceArn'),
      ...settings(properties),
      Tags: tagObject(properties),
    });
    return { ref: UUID, attributes: { Id: UUID, EventSourceMappingArn } };
  },
  async update(made, properties, _before, { call }) {
    await call('lambda', 'UpdateEventSourceMapping', { UUID: made.ref, ...settings(properties) });
    return made;
  },
  async remove(made, _properties, context) {
    if (isThere(made.ref, context))
      await context.call('lambda', 'DeleteEventSourceMapping', { UUID: made.ref });
  },
};

function settings(properties: Properties): object {
  return {
    FunctionName: text(properties, 'FunctionName'),
    BatchSize: number(properties, 'BatchSize'),
    MaximumBatchingWindowInSeconds: number(properties, 'MaximumBatchingWindowInSeconds'),
    Enabled: flag(properties, 'Enabled'),
    FunctionResponseTypes: optional(properties, 'FunctionResponseTypes'),
    FilterCriteria: optional(properties, 'FilterCriteria'),
    ScalingConfig: optional(properties, 'ScalingConfig'),
    StartingPosition: optional(properties, 'StartingPosition'),
    ParallelizationFactor: number(properties, 'ParallelizationFactor'),
    MaximumRecordAgeInSeconds: number(properties, 'MaximumRecordAgeInSeconds'),
    BisectBatchOnFunctionError: flag(properties, 'BisectBatchOnFunctionError'),
    MaximumRetryAttempts: number(properties, 'MaximumRetryAttempts'),
    DestinationConfig: optional(properties, 'DestinationConfig'),
  };
}

function isThere(id: string, { cloud }: HandlerContext): boolean {
  return cloud.db.get('SELECT id FROM lambda_mappings WHERE id = ?', id) !== undefined;
}
