import { action } from '../../../kernel/index.ts';
import { allConfigs } from '../configs.ts';
import { listPage } from '../listing.ts';
import type { ListRequest } from '../listing.ts';
import { onAny } from '../permissions.ts';

/** ListEndpointConfigs. */
export const listEndpointConfigs = action(
  'ListEndpointConfigs',
  onAny('ListEndpointConfigs'),
  (input: ListRequest, { cloud }) => {
    const { rows, NextToken } = listPage(allConfigs(cloud), input);
    const EndpointConfigs = rows.map(({ name, arn, created }) => ({
      EndpointConfigName: name,
      EndpointConfigArn: arn,
      CreationTime: new Date(created),
    }));
    return { EndpointConfigs, NextToken };
  },
);
