import { action } from '../../../kernel/index.ts';
import { configNamed } from '../configs.ts';
import { onNamed } from '../permissions.ts';
import { dropTags } from '../tags.ts';

/** DeleteEndpointConfig. */
export const deleteEndpointConfig = action(
  'DeleteEndpointConfig',
  onNamed('DeleteEndpointConfig', 'endpoint-config', 'EndpointConfigName'),
  (input: { readonly EndpointConfigName: string }, { cloud }) => {
    const { arn } = configNamed(cloud, input.EndpointConfigName);
    cloud.db.run('DELETE FROM sagemaker_configs WHERE name = ?', input.EndpointConfigName);
    dropTags(cloud, arn);
    return {};
  },
);
