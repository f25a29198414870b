import { action } from '../../../kernel/index.ts';
import { resourceArn } from '../arns.ts';
import { configNamed, isServerless } from '../configs.ts';
import type { EndpointConfig } from '../configs.ts';
import { tellEndpoint } from '../endpoints/deploy.ts';
import { endpointNamed, saveEndpoint } from '../endpoints/endpoint.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';
import { validationException } from '../errors.ts';

interface Input {
  readonly EndpointName: string;
  readonly EndpointConfigName: string;
  readonly DeploymentConfig?: DeploymentConfig;
}

interface DeploymentConfig {
  readonly BlueGreenUpdatePolicy?: {
    readonly TrafficRoutingConfiguration?: { readonly Type?: string };
  };
}

/** UpdateEndpoint: a new fleet is started beside the old one and takes over when it is healthy. */
export const updateEndpoint = action(
  'UpdateEndpoint',
  (input: Input, { cloud }) => [
    {
      action: 'sagemaker:UpdateEndpoint',
      resource: resourceArn(cloud, 'endpoint', input.EndpointName),
    },
    {
      action: 'sagemaker:UpdateEndpoint',
      resource: resourceArn(cloud, 'endpoint-config', input.EndpointConfigName),
    },
  ],
  (input, { cloud }) => {
    const endpoint = endpointNamed(cloud, input.EndpointName);
    if (endpoint.status !== 'InService') throw notUpdatable(endpoint);
    const config = configNamed(cloud, input.EndpointConfigName);
    checkChange(configNamed(cloud, endpoint.config), config, input.DeploymentConfig);
    const updating: Endpoint = {
      ...endpoint,
      pending: config.name,
      status: 'Updating',
      reason: undefined,
      modified: cloud.world.now(),
    };
    saveEndpoint(cloud, updating);
    tellEndpoint(cloud, updating);
    cloud.outbox.send('sagemaker.deploy', { name: endpoint.name, config: config.name });
    return { EndpointArn: endpoint.arn };
  },
);

function notUpdatable({ arn, status }: Endpoint) {
  return validationException(
    status === 'Failed'
      ? `Cannot update endpoint "${arn}" because it is in status Failed.`
      : `Cannot update in-progress endpoint "${arn}".`,
  );
}

function checkChange(
  from: EndpointConfig,
  to: EndpointConfig,
  deployment: DeploymentConfig | undefined,
): void {
  if (!isServerless(from) && isServerless(to)) {
    throw validationException(
      'Endpoint with instance-based variants cannot be updated to a serverless endpoint.',
    );
  }
  const routing = deployment?.BlueGreenUpdatePolicy?.TrafficRoutingConfiguration?.Type;
  const single = to.request.ProductionVariants.some(
    ({ InitialInstanceCount }) => (InitialInstanceCount ?? 1) < 2,
  );
  if ((routing === 'CANARY' || routing === 'LINEAR') && single) {
    throw validationException(
      `${routing} traffic routing needs at least two instances in each production variant.`,
    );
  }
}
