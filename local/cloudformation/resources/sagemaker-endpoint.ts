import { LocalCloudError } from '../../errors.ts';
import { wakeAfter } from '../../world/world.ts';
import type { HandlerContext, ResourceHandler } from '../handler.ts';
import { optional } from './values.ts';

/** Milliseconds between two looks at an endpoint, and how often one looks: for a quarter of an hour. */
const LOOK_EVERY = 250;
const LOOKS = 3600;

/** AWS::SageMaker::Endpoint: it is there when it serves. */
export const sagemakerEndpoint: ResourceHandler = {
  type: 'AWS::SageMaker::Endpoint',
  properties: [
    'EndpointName',
    'EndpointConfigName',
    'DeploymentConfig',
    'RetainAllVariantProperties',
    'ExcludeRetainedVariantProperties',
    'RetainDeploymentConfig',
    'Tags',
  ],
  async create({ EndpointConfigName, Tags, ...properties }, context) {
    const EndpointName = optional<string>(properties, 'EndpointName') ?? context.physicalName(63);
    const { EndpointArn } = await context.call<{ EndpointArn: string }>(
      'sagemaker',
      'CreateEndpoint',
      { EndpointName, EndpointConfigName, Tags },
    );
    await untilServing(EndpointName, context);
    return { ref: EndpointArn, attributes: { EndpointName } };
  },
  async update(made, { Tags: _tags, ...properties }, _before, context) {
    const EndpointName = String(made.attributes.EndpointName);
    await context.call('sagemaker', 'UpdateEndpoint', { ...properties, EndpointName });
    await untilServing(EndpointName, context);
    return made;
  },
  async remove({ attributes: { EndpointName } }, _properties, { call }) {
    await call('sagemaker', 'DeleteEndpoint', { EndpointName });
  },
};

async function untilServing(EndpointName: string, { call }: HandlerContext): Promise<void> {
  for (let look = 0; look < LOOKS; look++) {
    const { EndpointStatus, FailureReason } = await call<{
      EndpointStatus: string;
      FailureReason?: string;
    }>('sagemaker', 'DescribeEndpoint', { EndpointName });
    if (EndpointStatus === 'InService') return;
    if (EndpointStatus === 'Failed')
      throw new LocalCloudError('EndpointFailed', FailureReason ?? 'the endpoint does not serve');
    await new Promise<void>((resolve) => wakeAfter(LOOK_EVERY, resolve));
  }
  throw new LocalCloudError(
    'EndpointFailed',
    'the endpoint did not come up in a quarter of an hour',
  );
}
