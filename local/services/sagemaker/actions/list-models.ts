import { action } from '../../../kernel/index.ts';
import { listPage } from '../listing.ts';
import type { ListRequest } from '../listing.ts';
import { allModels } from '../models.ts';
import { onAny } from '../permissions.ts';

/** ListModels. */
export const listModels = action(
  'ListModels',
  onAny('ListModels'),
  (input: ListRequest, { cloud }) => {
    const { rows, NextToken } = listPage(allModels(cloud), input);
    const Models = rows.map(({ name, arn, created }) => ({
      ModelName: name,
      ModelArn: arn,
      CreationTime: new Date(created),
    }));
    return { Models, NextToken };
  },
);
