import { action } from '../../../kernel/index.ts';
import { resourcesOf } from '../resources.ts';
import { onStack, stackNamed } from '../stacks.ts';
import type { Named } from '../stacks.ts';

/** DescribeStackResources. */
export const describeStackResources = action(
  'DescribeStackResources',
  onStack('DescribeStackResources'),
  (
    { StackName, LogicalResourceId }: Named & { readonly LogicalResourceId?: string },
    { cloud },
  ) => {
    const stack = stackNamed(StackName, cloud);
    return {
      StackResources: resourcesOf(stack, cloud)
        .filter(
          (resource) =>
            LogicalResourceId === undefined || resource.LogicalResourceId === LogicalResourceId,
        )
        .map(({ changed, ...resource }) => ({
          StackName: stack.name,
          StackId: stack.id,
          ...resource,
          Timestamp: changed,
        })),
    };
  },
);
