import { action } from '../../../kernel/index.ts';
import type { ChangeSetInput, ChangeSetRow } from '../change-sets.ts';
import { pageOf } from '../pages.ts';
import { onStack, stackNamed } from '../stacks.ts';
import type { Named } from '../stacks.ts';

/** ListChangeSets. */
export const listChangeSets = action(
  'ListChangeSets',
  onStack('ListChangeSets'),
  ({ StackName, NextToken }: Named & { readonly NextToken?: string }, { cloud }) => {
    const stack = stackNamed(StackName, cloud);
    const rows = cloud.db.all<ChangeSetRow>(
      'SELECT * FROM cloudformation_change_sets WHERE stack = ? ORDER BY created, name',
      stack.id,
    );
    const { page, next } = pageOf(rows, NextToken);
    return {
      Summaries: page.map((row) => ({
        StackId: stack.id,
        StackName: stack.name,
        ChangeSetId: row.id,
        ChangeSetName: row.name,
        ExecutionStatus: row.execution,
        Status: row.status,
        StatusReason: row.reason ?? undefined,
        CreationTime: new Date(row.created),
        Description: (JSON.parse(row.input) as ChangeSetInput).description,
        IncludeNestedStacks: false,
      })),
      NextToken: next,
    };
  },
);
