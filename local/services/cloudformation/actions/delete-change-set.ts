import { action } from '../../../kernel/index.ts';
import { changeSetNamed } from '../change-sets.ts';
import type { NamedChangeSet } from '../change-sets.ts';
import { onStack } from '../stacks.ts';

/** DeleteChangeSet. */
export const deleteChangeSet = action(
  'DeleteChangeSet',
  onStack('DeleteChangeSet'),
  (input: NamedChangeSet, { cloud }) => {
    const { id } = changeSetNamed(input, cloud);
    cloud.db.run('DELETE FROM cloudformation_change_sets WHERE id = ?', id);
    return {};
  },
);
