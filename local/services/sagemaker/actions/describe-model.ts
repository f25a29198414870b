import { action } from '../../../kernel/index.ts';
import { modelNamed } from '../models.ts';
import { onNamed } from '../permissions.ts';
import { withoutTags } from '../tags.ts';

/** DescribeModel. */
export const describeModel = action(
  'DescribeModel',
  onNamed('DescribeModel', 'model', 'ModelName'),
  (input: { readonly ModelName: string }, { cloud }) => {
    const { request, arn, created } = modelNamed(cloud, input.ModelName);
    const shown = withoutTags(request);
    const PrimaryContainer = request.PrimaryContainer && {
      Mode: 'SingleModel',
      Environment: {},
      ...request.PrimaryContainer,
    };
    return {
      EnableNetworkIsolation: false,
      ...shown,
      PrimaryContainer,
      ModelArn: arn,
      CreationTime: new Date(created),
    };
  },
);
