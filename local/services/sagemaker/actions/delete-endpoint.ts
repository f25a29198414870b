import { action } from '../../../kernel/index.ts';
import { tellEndpoint } from '../endpoints/deploy.ts';
import { endpointNamed } from '../endpoints/endpoint.ts';
import { onNamed } from '../permissions.ts';
import { dropRollout } from '../rollout/rollout.ts';
import { dropTags } from '../tags.ts';

/** DeleteEndpoint. Its configuration and models stay. */
export const deleteEndpoint = action(
  'DeleteEndpoint',
  onNamed('DeleteEndpoint', 'endpoint', 'EndpointName'),
  (input: { readonly EndpointName: string }, { cloud }) => {
    const endpoint = endpointNamed(cloud, input.EndpointName);
    tellEndpoint(cloud, { ...endpoint, status: 'Deleting', modified: cloud.world.now() });
    cloud.db.run('DELETE FROM sagemaker_endpoints WHERE name = ?', endpoint.name);
    cloud.timers.cancel('sagemaker.capture', endpoint.name);
    dropRollout(cloud, endpoint.name);
    dropTags(cloud, endpoint.arn);
    cloud.outbox.send('sagemaker.end-fleet', { name: endpoint.name });
    return {};
  },
);
