import type { StackRow } from '../../../cloudformation/stack-store.ts';
import { action } from '../../../kernel/index.ts';
import { pageOf } from '../pages.ts';
import { asGoneStack, asStack, findGone, onStack, stackNamed } from '../stacks.ts';

/** DescribeStacks. A deleted stack is found by its id. */
export const describeStacks = action(
  'DescribeStacks',
  onStack('DescribeStacks'),
  (
    { StackName, NextToken }: { readonly StackName?: string; readonly NextToken?: string },
    { cloud },
  ) => {
    const gone = StackName === undefined ? undefined : findGone(StackName, cloud);
    if (gone) return { Stacks: [asGoneStack(gone, cloud)] };
    if (StackName !== undefined) return { Stacks: [asStack(stackNamed(StackName, cloud), cloud)] };
    const rows = cloud.db.all<StackRow>('SELECT * FROM cloudformation_stacks ORDER BY name');
    const { page, next } = pageOf(rows, NextToken);
    return { Stacks: page.map((row) => asStack(row, cloud)), NextToken: next };
  },
);
