import { action } from '../../../kernel/index.ts';
import { configNamed } from '../configs.ts';
import { onNamed } from '../permissions.ts';
import { withoutTags } from '../tags.ts';

/** DescribeEndpointConfig. */
export const describeEndpointConfig = action(
  'DescribeEndpointConfig',
  onNamed('DescribeEndpointConfig', 'endpoint-config', 'EndpointConfigName'),
  (input: { readonly EndpointConfigName: string }, { cloud }) => {
    const { request, arn, created } = configNamed(cloud, input.EndpointConfigName);
    const shown = withoutTags(request);
    const ProductionVariants = request.ProductionVariants.map((variant) => ({
      ...(variant.ServerlessConfig ? {} : { InitialVariantWeight: 1 }),
      ...variant,
    }));
    return {
      ...shown,
      ProductionVariants,
      EndpointConfigArn: arn,
      CreationTime: new Date(created),
    };
  },
);
