import type { StackRow } from '../../../cloudformation/stack-store.ts';
import type { StackOutputs } from '../../../cloudformation/stack.ts';
import { action, pageAt } from '../../../kernel/index.ts';
import { validationError } from '../errors.ts';
import { onNothing } from '../stacks.ts';

/** Exports of a page. Source: CloudFormation API reference, ListExports. */
const PAGE = 100;

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
    const { page, next } = pageAt(exports, { token: NextToken, limit: PAGE }, () =>
      validationError('The given NextToken is invalid'),
    );
    return { Exports: page, NextToken: next };
  },
);
