import { action } from '../../../kernel/index.ts';
import { resourceArn } from '../arns.ts';
import { checkConfig } from '../check-config.ts';
import { variantsOf } from '../configs.ts';
import type { ConfigRequest } from '../configs.ts';
import { alreadyExists } from '../errors.ts';
import { modelNamed } from '../models.ts';
import { checkName } from '../names.ts';
import { besideCreating } from '../permissions.ts';
import { putTags } from '../tags.ts';

/** CreateEndpointConfig. */
export const createEndpointConfig = action(
  'CreateEndpointConfig',
  (input: ConfigRequest, { cloud }) => {
    const resource = resourceArn(cloud, 'endpoint-config', input.EndpointConfigName);
    const types = variantsOf(input).flatMap(({ InstanceType }) =>
      InstanceType ? [InstanceType] : [],
    );
    const keys: Record<string, string | readonly string[]> = {
      ...(types.length > 0 ? { 'sagemaker:InstanceTypes': types } : {}),
      ...(input.KmsKeyId ? { 'sagemaker:VolumeKmsKey': input.KmsKeyId } : {}),
    };
    return [
      { action: 'sagemaker:CreateEndpointConfig', resource, context: keys },
      ...besideCreating(resource, { tags: input.Tags }),
    ];
  },
  (input, { cloud }) => {
    checkName(input.EndpointConfigName, 'endpointConfigName');
    const arn = resourceArn(cloud, 'endpoint-config', input.EndpointConfigName);
    if (
      cloud.db.get('SELECT name FROM sagemaker_configs WHERE name = ?', input.EndpointConfigName)
    ) {
      throw alreadyExists('endpoint configuration', arn);
    }
    checkConfig(input);
    for (const { ModelName } of variantsOf(input)) modelNamed(cloud, ModelName);
    cloud.db.run(
      'INSERT INTO sagemaker_configs (name, arn, request, created) VALUES (?, ?, ?, ?)',
      input.EndpointConfigName,
      arn,
      JSON.stringify(input),
      cloud.world.now(),
    );
    putTags(cloud, arn, input.Tags);
    return { EndpointConfigArn: arn };
  },
);
