import { action } from '../../../kernel/index.ts';
import type { Tag } from '../../../kernel/index.ts';
import { resourceArn } from '../arns.ts';
import { configNamed } from '../configs.ts';
import { tellEndpoint } from '../endpoints/deploy.ts';
import { findEndpoint, saveEndpoint } from '../endpoints/endpoint.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';
import { alreadyExists } from '../errors.ts';
import { checkName } from '../names.ts';
import { besideCreating } from '../permissions.ts';
import { putTags } from '../tags.ts';

interface Input {
  readonly EndpointName: string;
  readonly EndpointConfigName: string;
  readonly Tags?: readonly Tag[];
}

/** CreateEndpoint. Demanded on the endpoint and on its configuration. */
export const createEndpoint = action(
  'CreateEndpoint',
  (input: Input, { cloud }) => {
    const resource = resourceArn(cloud, 'endpoint', input.EndpointName);
    return [
      { action: 'sagemaker:CreateEndpoint', resource },
      {
        action: 'sagemaker:CreateEndpoint',
        resource: resourceArn(cloud, 'endpoint-config', input.EndpointConfigName),
      },
      ...besideCreating(resource, { tags: input.Tags }),
    ];
  },
  (input, { cloud }) => {
    checkName(input.EndpointName, 'endpointName');
    const arn = resourceArn(cloud, 'endpoint', input.EndpointName);
    if (findEndpoint(cloud, input.EndpointName)) throw alreadyExists('endpoint', arn);
    const config = configNamed(cloud, input.EndpointConfigName);
    const now = cloud.world.now();
    const endpoint: Endpoint = {
      name: input.EndpointName,
      arn,
      config: config.name,
      pending: config.name,
      status: 'Creating',
      variants: [],
      shadows: [],
      created: now,
      modified: now,
    };
    saveEndpoint(cloud, endpoint);
    putTags(cloud, arn, input.Tags);
    tellEndpoint(cloud, endpoint);
    cloud.outbox.send('sagemaker.deploy', { name: endpoint.name, config: config.name });
    return { EndpointArn: arn };
  },
);
