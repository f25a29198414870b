import type { ActionContext } from '../../kernel/index.ts';

/** ARN of a parameter; a leading slash of its name is not doubled. */
export function parameterArn(name: string, { cloud }: Pick<ActionContext, 'cloud'>): string {
  return `arn:aws:ssm:${cloud.region}:${cloud.accountId}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
}
