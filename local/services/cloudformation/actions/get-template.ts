import { action } from '../../../kernel/index.ts';
import { changeSetNamed } from '../change-sets.ts';
import type { ChangeSetInput } from '../change-sets.ts';
import { givenTo } from '../given.ts';
import { findGone, onStack, stackNamed } from '../stacks.ts';

interface GetTemplateInput {
  readonly StackName?: string;
  readonly ChangeSetName?: string;
}

/** GetTemplate: as it was sent. */
export const getTemplate = action(
  'GetTemplate',
  onStack('GetTemplate'),
  ({ StackName = '', ChangeSetName }: GetTemplateInput, { cloud }) => {
    const StagesAvailable = ['Original', 'Processed'];
    if (ChangeSetName !== undefined) {
      const { input } = changeSetNamed({ ChangeSetName, StackName }, cloud);
      return { TemplateBody: (JSON.parse(input) as ChangeSetInput).given.body, StagesAvailable };
    }
    const stack = findGone(StackName, cloud) ?? stackNamed(StackName, cloud);
    return { TemplateBody: givenTo(stack.id, cloud).body ?? stack.template, StagesAvailable };
  },
);
