import { action } from '../../../kernel/index.ts';
import { asParameter, onParameter, parameterNamed } from '../parameters.ts';

/** GetParameter. */
export const getParameter = action(
  'GetParameter',
  onParameter('GetParameter'),
  ({ Name }: { readonly Name: string }, context) => ({
    Parameter: asParameter(parameterNamed(Name, context), context),
  }),
);
