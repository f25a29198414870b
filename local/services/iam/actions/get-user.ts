import { action } from '../../../kernel/index.ts';
import { asWholeUser, nameOf, onUser, userNamed } from '../users.ts';
import type { MaybeUser } from '../users.ts';

/** GetUser. */
export const getUser = action('GetUser', onUser('GetUser'), (input: MaybeUser, context) => ({
  User: asWholeUser(userNamed(nameOf(input, context), context.cloud)),
}));
