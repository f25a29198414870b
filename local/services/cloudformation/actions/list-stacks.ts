import type { StackRow } from '../../../cloudformation/stack-store.ts';
import { action } from '../../../kernel/index.ts';
import { pageOf } from '../pages.ts';
import { asSummary, onNothing } from '../stacks.ts';
import type { GoneRow } from '../stacks.ts';

interface ListStacksInput {
  readonly NextToken?: string;
  readonly StackStatusFilter?: readonly string[];
}

/** ListStacks: also those that were deleted. */
export const listStacks = action(
  'ListStacks',
  onNothing('ListStacks'),
  ({ NextToken, StackStatusFilter: wanted = [] }: ListStacksInput, { cloud }) => {
    const there = cloud.db.all<StackRow>('SELECT * FROM cloudformation_stacks').map(asSummary);
    const gone = cloud.db.all<GoneRow>('SELECT * FROM cloudformation_gone').map((row) => ({
      ...asSummary({
        ...row,
        status: 'DELETE_COMPLETE',
        reason: null,
        outputs: '{}',
        updated: row.deleted,
      }),
      DeletionTime: new Date(row.deleted),
    }));
    const summaries = [...there, ...gone]
      .filter(({ StackStatus }) => wanted.length === 0 || wanted.includes(StackStatus))
      .sort((a, b) => b.CreationTime.getTime() - a.CreationTime.getTime());
    const { page, next } = pageOf(summaries, NextToken);
    return { StackSummaries: page, NextToken: next };
  },
);
