import type { ActionContext, Permission } from '../../kernel/index.ts';

/** The permission of an action on the resource that a member of its input names. */
export function on<Name extends string>(action: string, member: Name) {
  return (input: Readonly<Record<Name, string>>): readonly Permission[] => [
    { action: `states:${action}`, resource: input[member] },
  ];
}

/** The permission of an action that has no resource. */
export function onAny(action: string) {
  return (): readonly Permission[] => [{ action: `states:${action}`, resource: '*' }];
}

/** iam:PassRole on a role that is given to Step Functions. */
export function passRole(roleArn: string | undefined): readonly Permission[] {
  if (roleArn === undefined) return [];
  return [
    {
      action: 'iam:PassRole',
      resource: roleArn,
      context: { 'iam:PassedToService': 'states.amazonaws.com' },
    },
  ];
}

/** The permission to tag a resource, where tags are given. */
export function tagOnCreate(
  resource: string,
  tags: readonly unknown[] | undefined,
): readonly Permission[] {
  return tags && tags.length > 0 ? [{ action: 'states:TagResource', resource }] : [];
}

/** The ARN of a state machine that is to be named so. */
export function futureArn(
  { cloud }: ActionContext,
  kind: 'stateMachine' | 'activity',
  name: string,
): string {
  return `arn:${cloud.partition}:states:${cloud.region}:${cloud.accountId}:${kind}:${name}`;
}
