import type { ActionContext, Permission, Tag } from '../../kernel/index.ts';
import { resourceArn } from './arns.ts';
import type { ResourceType } from './arns.ts';

/** The permission of an action on the resource whose name a member of the input holds. */
export function onNamed<Member extends string>(action: string, type: ResourceType, member: Member) {
  return (
    input: Readonly<Record<Member, string>>,
    { cloud }: ActionContext,
  ): readonly Permission[] => [
    { action: `sagemaker:${action}`, resource: resourceArn(cloud, type, input[member]) },
  ];
}

/** The permission of an action that has no resource. */
export function onAny(action: string) {
  return (): readonly Permission[] => [{ action: `sagemaker:${action}`, resource: '*' }];
}

/** What creating something demands beside the action itself: passing the role, and tagging. */
export function besideCreating(
  arn: string,
  input: { readonly roleArn?: string; readonly tags?: readonly Tag[] },
): readonly Permission[] {
  const context = { 'iam:PassedToService': 'sagemaker.amazonaws.com' };
  return [
    ...(input.roleArn === undefined
      ? []
      : [{ action: 'iam:PassRole', resource: input.roleArn, context }]),
    ...(input.tags && input.tags.length > 0
      ? [{ action: 'sagemaker:AddTags', resource: arn }]
      : []),
  ];
}
