import { invalidRequest } from '../errors.ts';
import type { RuleFilter } from './rules.ts';

/** Bytes that a filter may name at most. Source: hashicorp/terraform-provider-aws issue 41521. */
const LARGEST = 1_099_511_627_776_000;

/** Throws InvalidRequest for sizes between which no object lies. */
export function checkSizes({ And, ...single }: RuleFilter): void {
  const { ObjectSizeGreaterThan: above, ObjectSizeLessThan: below } = { ...single, ...And };
  checkRange('ObjectSizeGreaterThan', above, 0);
  checkRange('ObjectSizeLessThan', below, 1);
  if (above !== undefined && below !== undefined && below <= above) {
    throw invalidRequest(
      "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.",
    );
  }
}

function checkRange(name: string, size: number | undefined, least: number): void {
  if (size === undefined || (size >= least && size <= LARGEST)) return;
  throw invalidRequest(`'${name}' should be between ${least} and ${LARGEST}.`);
}
