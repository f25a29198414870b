import type { StackRow } from '../../../cloudformation/stack-store.ts';
import type { StackOutputs } from '../../../cloudformation/stack.ts';
import { action } from '../../../kernel/index.ts';
import { pageOf } from '../pages.ts';
import { onNothing } from '../stacks.ts';

/** ListExports. */
export const listExports = action(
  'ListExports',
  onNothing('ListExports'),
  ({ NextToken }: { readonly NextToken?: string }, { cloud }) => {
    const exports = cloud.db
      .all<StackRow>('SELECT * FROM cloudformation_stacks ORDER BY name')
      .flatMap(({ id, outputs }) =>
        Object.values(JSON.parse(outputs) as StackOutputs)
          .filter((output) => output.export !== undefined)
          .map(({ export: Name, value }) => ({ ExportingStackId: id, Name, Value: value })),
      );
    const { page, next } = pageOf(exports, NextToken);
    return { Exports: page, NextToken: next };
  },
);
