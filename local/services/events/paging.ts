import { AwsError } from '../../errors.ts';
import { keyBefore } from '../../kernel/index.ts';

/** The name after which a page begins, out of its token. */
export function nameBefore(token: string | undefined): string {
  return keyBefore(token, refusal);
}

function refusal() {
  return new AwsError('ValidationException', 'Parameter NextToken is not valid.');
}
