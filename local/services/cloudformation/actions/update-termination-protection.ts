import { action } from '../../../kernel/index.ts';
import { amend } from '../given.ts';
import { onStack, stackNamed } from '../stacks.ts';
import type { Named } from '../stacks.ts';

/** UpdateTerminationProtection. */
export const updateTerminationProtection = action(
  'UpdateTerminationProtection',
  onStack('UpdateTerminationProtection'),
  (
    {
      StackName,
      EnableTerminationProtection,
    }: Named & { readonly EnableTerminationProtection: boolean },
    { cloud },
  ) => {
    const { id } = stackNamed(StackName, cloud);
    amend(id, { terminationProtection: EnableTerminationProtection }, cloud);
    return { StackId: id };
  },
);
