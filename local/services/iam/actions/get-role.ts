import { action } from '../../../kernel/index.ts';
import { asRole, onRole, roleNamed } from '../roles.ts';

/** GetRole. */
export const getRole = action(
  'GetRole',
  onRole('GetRole'),
  (input: { readonly RoleName: string }, context) => ({
    Role: asRole(roleNamed(input.RoleName, context)),
  }),
);
