import type { StackRow } from '../../../cloudformation/stack-store.ts';
import { action, pageAt } from '../../../kernel/index.ts';
import { validationError } from '../errors.ts';
import { asSummary, onNothing } from '../stacks.ts';
import type { GoneRow } from '../stacks.ts';

/** Stacks of a page. */
const PAGE = 100;

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
    const { page, next } = pageAt(summaries, { token: NextToken, limit: PAGE }, () =>
      validationError('The given NextToken is invalid'),
    );
    return { StackSummaries: page, NextToken: next };
  },
);
