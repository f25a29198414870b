import { action } from '../../../kernel/index.ts';
import { findChangeSet } from '../change-sets.ts';
import type { NamedChangeSet } from '../change-sets.ts';
import { onStack } from '../stacks.ts';

/** DeleteChangeSet: one that is not there is no error; the CDK deletes before it makes one. */
export const deleteChangeSet = action(
  'DeleteChangeSet',
  onStack('DeleteChangeSet'),
  (input: NamedChangeSet, { cloud }) => {
    const row = findChangeSet(input, cloud);
    if (row) cloud.db.run('DELETE FROM cloudformation_change_sets WHERE id = ?', row.id);
    return {};
  },
);
