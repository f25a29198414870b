import { StackStore } from '../../../cloudformation/stack-store.ts';
import { action } from '../../../kernel/index.ts';
import { validationError } from '../errors.ts';
import { onNothing } from '../stacks.ts';

/** ListImports, one page. */
export const listImports = action(
  'ListImports',
  onNothing('ListImports'),
  ({ ExportName }: { readonly ExportName: string }, { cloud }) => {
    const Imports = new StackStore(cloud).importers(ExportName);
    if (Imports.length === 0)
      throw validationError(`Export '${ExportName}' is not imported by any stack.`);
    return { Imports };
  },
);
