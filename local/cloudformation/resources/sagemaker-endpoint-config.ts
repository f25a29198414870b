import type { ResourceHandler } from '../handler.ts';
import { optional } from './values.ts';

/** AWS::SageMaker::EndpointConfig. */
export const sagemakerEndpointConfig: ResourceHandler = {
  type: 'AWS::SageMaker::EndpointConfig',
  properties: [
    'EndpointConfigName',
    'ProductionVariants',
    'ShadowProductionVariants',
    'DataCaptureConfig',
    'AsyncInferenceConfig',
    'KmsKeyId',
    'ExecutionRoleArn',
    'Tags',
  ],
  async create(properties, { call, physicalName }) {
    const EndpointConfigName =
      optional<string>(properties, 'EndpointConfigName') ?? physicalName(63);
    const { EndpointConfigArn } = await call<{ EndpointConfigArn: string }>(
      'sagemaker',
      'CreateEndpointConfig',
      { ...properties, EndpointConfigName },
    );
    return { ref: EndpointConfigArn, attributes: { EndpointConfigName } };
  },
  async remove({ attributes: { EndpointConfigName } }, _properties, { call }) {
    await call('sagemaker', 'DeleteEndpointConfig', { EndpointConfigName });
  },
};
