import { action } from '../../../kernel/index.ts';
import { resourceArn } from '../arns.ts';
import { configNamed, isServerless } from '../configs.ts';
import type { EndpointConfig } from '../configs.ts';
import { tellEndpoint } from '../endpoints/deploy.ts';
import { endpointNamed, saveEndpoint } from '../endpoints/endpoint.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';
import { retainedOf } from '../endpoints/retained.ts';
import type { Retained, VariantProperty } from '../endpoints/retained.ts';
import { notUpdatable, validationException } from '../errors.ts';
import { checkDeployment } from '../rollout/policy.ts';
import type { DeploymentConfig } from '../rollout/policy.ts';
import { dropRollout, findRollout, instancesOf, saveRollout } from '../rollout/rollout.ts';

interface Input {
  readonly EndpointName: string;
  readonly EndpointConfigName: string;
  readonly DeploymentConfig?: DeploymentConfig;
  readonly RetainDeploymentConfig?: boolean;
  readonly RetainAllVariantProperties?: boolean;
  readonly ExcludeRetainedVariantProperties?: readonly {
    readonly VariantPropertyType: VariantProperty;
  }[];
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
    checkChange(configNamed(cloud, endpoint.config), config);
    const request = input.RetainDeploymentConfig
      ? findRollout(cloud, endpoint.name)?.request
      : input.DeploymentConfig;
    if (request) {
      checkDeployment(request, instancesOf(config));
      saveRollout(cloud, endpoint.name, { config: config.name, request });
    } else dropRollout(cloud, endpoint.name);
    const updating: Endpoint = {
      ...endpoint,
      pending: config.name,
      retained: retained(endpoint, input),
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

/** What the variants keep; without RetainAllVariantProperties that is nothing. */
function retained(endpoint: Endpoint, input: Input): Retained | undefined {
  if (!input.RetainAllVariantProperties) return undefined;
  const excluded = input.ExcludeRetainedVariantProperties ?? [];
  return retainedOf(
    endpoint,
    excluded.map(({ VariantPropertyType }) => VariantPropertyType),
  );
}

function checkChange(from: EndpointConfig, to: EndpointConfig): void {
  if (!isServerless(from) && isServerless(to)) {
    throw validationException(
      'Endpoint with instance-based variants cannot be updated to a serverless endpoint.',
    );
  }
}
