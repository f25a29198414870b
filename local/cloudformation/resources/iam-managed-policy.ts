import { identityDocument } from '../../services/iam/documents.ts';
import type { HandlerContext, Made, Properties, ResourceHandler } from '../handler.ts';
import { optional, policyText } from './values.ts';

/** AWS::IAM::ManagedPolicy. */
export const iamManagedPolicy: ResourceHandler = {
  type: 'AWS::IAM::ManagedPolicy',
  properties: ['ManagedPolicyName', 'PolicyDocument', 'Path', 'Roles'],
  withoutEffect: { Description: 'no action here tells it' },
  async create(properties, context) {
    const { Policy } = await context.call<{ Policy: { Arn: string } }>('iam', 'CreatePolicy', {
      PolicyName: optional(properties, 'ManagedPolicyName') ?? context.physicalName(128),
      PolicyDocument: policyText(properties.PolicyDocument),
      Path: properties.Path,
    });
    const made: Made = { ref: Policy.Arn, attributes: { PolicyArn: Policy.Arn } };
    await attach(made, rolesOf(properties), 'AttachRolePolicy', context);
    return made;
  },
  async update(made, properties, before, context) {
    const { cloud, principal } = context;
    cloud.authorize(principal, { action: 'iam:CreatePolicyVersion', resource: made.ref });
    cloud.db.run(
      'UPDATE iam_policies SET document = ? WHERE arn = ?',
      identityDocument(policyText(properties.PolicyDocument)),
      made.ref,
    );
    cloud.forgetPolicies();
    const [old, wanted] = [rolesOf(before), rolesOf(properties)];
    const [gone, come] = [without(old, wanted), without(wanted, old)];
    await attach(made, gone, 'DetachRolePolicy', context);
    await attach(made, come, 'AttachRolePolicy', context);
    return made;
  },
  async remove(made, properties, context) {
    await attach(made, rolesOf(properties), 'DetachRolePolicy', context);
    await context.call('iam', 'DeletePolicy', { PolicyArn: made.ref });
  },
};

function rolesOf(properties: Properties): readonly string[] {
  return optional<readonly string[]>(properties, 'Roles') ?? [];
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  return names.filter((name) => !others.includes(name));
}

async function attach(
  { ref: PolicyArn }: Made,
  roles: readonly string[],
  action: 'AttachRolePolicy' | 'DetachRolePolicy',
  { call }: HandlerContext,
): Promise<void> {
  for (const RoleName of roles) await call('iam', action, { RoleName, PolicyArn });
}
