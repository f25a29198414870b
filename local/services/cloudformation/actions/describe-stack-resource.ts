import type { Template } from '../../../cloudformation/template.ts';
import { action } from '../../../kernel/index.ts';
import { validationError } from '../errors.ts';
import { resourcesOf } from '../resources.ts';
import { onStack, stackNamed } from '../stacks.ts';
import type { Named } from '../stacks.ts';

/** DescribeStackResource. */
export const describeStackResource = action(
  'DescribeStackResource',
  onStack('DescribeStackResource'),
  ({ StackName, LogicalResourceId }: Named & { readonly LogicalResourceId: string }, { cloud }) => {
    const stack = stackNamed(StackName, cloud);
    const found = resourcesOf(stack, cloud).find(
      (resource) => resource.LogicalResourceId === LogicalResourceId,
    );
    if (!found)
      throw validationError(`Resource ${LogicalResourceId} does not exist for stack ${stack.name}`);
    const { Metadata } =
      (JSON.parse(stack.template) as Template).Resources[LogicalResourceId] ?? {};
    const { changed, ...resource } = found;
    return {
      StackResourceDetail: {
        StackName: stack.name,
        StackId: stack.id,
        ...resource,
        LastUpdatedTimestamp: changed,
        Metadata: JSON.stringify(Metadata ?? {}),
      },
    };
  },
);
