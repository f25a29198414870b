import { action } from '../../../kernel/index.ts';
import { onParameter, parameterNamed } from '../parameters.ts';

/** DeleteParameter. */
export const deleteParameter = action(
  'DeleteParameter',
  onParameter('DeleteParameter'),
  ({ Name }: { readonly Name: string }, context) => {
    parameterNamed(Name, context);
    context.cloud.db.run('DELETE FROM ssm_parameters WHERE name = ?', Name);
    return {};
  },
);
