import type { Cloud } from '../../kernel/index.ts';
import { invalidParameter } from './errors.ts';

/** A function, and perhaps one of its versions or aliases. */
export interface QualifiedName {
  readonly name: string;
  readonly qualifier: string | undefined;
}

/** Reads a name, a partial ARN or an ARN, each perhaps with a qualifier. */
export function parseName(nameOrArn: string, qualifier?: string): QualifiedName {
  const match = /(?:^|:)function:([A-Za-z0-9_.-]+)(?::([$A-Za-z0-9_-]+))?$/.exec(nameOrArn);
  const [name = nameOrArn, own] = match
    ? [match[1], match[2]]
    : [nameOrArn.split(':')[0], nameOrArn.split(':')[1]];
  if (own !== undefined && qualifier !== undefined && own !== qualifier) {
    throw invalidParameter(
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  return { name, qualifier: qualifier ?? own };
}

/** The bare name in a function name or an ARN. */
export function bareName(nameOrArn: string): string {
  return parseName(nameOrArn).name;
}

/** ARN of a function, or of one of its versions or aliases. */
export function functionArn(
  name: string,
  cloud: Pick<Cloud, 'region' | 'accountId'>,
  qualifier?: string,
): string {
  const arn = `arn:aws:lambda:${cloud.region}:${cloud.accountId}:function:${name}`;
  return qualifier === undefined ? arn : `${arn}:${qualifier}`;
}
