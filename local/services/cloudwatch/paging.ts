import { AwsError } from '../../errors.ts';
import { keyBefore } from '../../kernel/index.ts';

/** The name or number that a page begins after; '' for the first page. */
export function nameBefore(token: string | undefined): string {
  return keyBefore(token, refusal);
}

function refusal() {
  return new AwsError('InvalidNextToken', 'The service received an invalid NextToken.');
}
