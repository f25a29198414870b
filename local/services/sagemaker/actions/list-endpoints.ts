import { action } from '../../../kernel/index.ts';
import { allEndpoints } from '../endpoints/endpoint.ts';
import { ENDPOINT_STATUSES, checkStatus, listPage } from '../listing.ts';
import type { ListRequest } from '../listing.ts';
import { onAny } from '../permissions.ts';

/** ListEndpoints. */
export const listEndpoints = action(
  'ListEndpoints',
  onAny('ListEndpoints'),
  (input: ListRequest, { cloud }) => {
    checkStatus(input, ENDPOINT_STATUSES);
    const { rows, NextToken } = listPage(allEndpoints(cloud), input);
    const Endpoints = rows.map(({ name, arn, status, created, modified }) => ({
      EndpointName: name,
      EndpointArn: arn,
      EndpointStatus: status,
      CreationTime: new Date(created),
      LastModifiedTime: new Date(modified),
    }));
    return { Endpoints, NextToken };
  },
);
