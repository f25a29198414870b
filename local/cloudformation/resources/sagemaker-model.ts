import type { ResourceHandler } from '../handler.ts';
import { optional } from './values.ts';

/** AWS::SageMaker::Model. */
export const sagemakerModel: ResourceHandler = {
  type: 'AWS::SageMaker::Model',
  properties: [
    'ModelName',
    'ExecutionRoleArn',
    'PrimaryContainer',
    'Containers',
    'EnableNetworkIsolation',
    'Tags',
  ],
  async create(properties, { call, physicalName }) {
    const ModelName = optional<string>(properties, 'ModelName') ?? physicalName(63);
    const { ModelArn } = await call<{ ModelArn: string }>('sagemaker', 'CreateModel', {
      ...properties,
      ModelName,
    });
    return { ref: ModelArn, attributes: { ModelName } };
  },
  async remove({ attributes: { ModelName } }, _properties, { call }) {
    await call('sagemaker', 'DeleteModel', { ModelName });
  },
};
