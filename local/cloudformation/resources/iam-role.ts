import type { HandlerContext, Made, Properties, ResourceHandler } from '../handler.ts';
import { optional, policyText, text } from './values.ts';

interface InlinePolicy {
  readonly PolicyName: string;
  readonly PolicyDocument: unknown;
}

/** AWS::IAM::Role. Of AWS's own managed policies those are attached that IAM knows here. */
export const iamRole: ResourceHandler = {
  type: 'AWS::IAM::Role',
  properties: [
    'RoleName',
    'AssumeRolePolicyDocument',
    'Policies',
    'ManagedPolicyArns',
    'Path',
    'Description',
    'MaxSessionDuration',
    'PermissionsBoundary',
    'Tags',
  ],
  async create(properties, context) {
    const name = optional<string>(properties, 'RoleName') ?? context.physicalName(64);
    const { Role } = await context.call<{ Role: { Arn: string; RoleId: string } }>(
      'iam',
      'CreateRole',
      {
        RoleName: name,
        AssumeRolePolicyDocument: policyText(properties.AssumeRolePolicyDocument),
        Path: properties.Path,
        Description: properties.Description,
        MaxSessionDuration: properties.MaxSessionDuration,
        PermissionsBoundary: properties.PermissionsBoundary,
        Tags: properties.Tags,
      },
    );
    const made: Made = { ref: name, attributes: { Arn: Role.Arn, RoleId: Role.RoleId } };
    await writePolicies(name, properties, {}, context);
    return made;
  },
  async update(made, properties, before, context) {
    await context.call('iam', 'UpdateAssumeRolePolicy', {
      RoleName: made.ref,
      PolicyDocument: text({ d: policyText(properties.AssumeRolePolicyDocument) }, 'd'),
    });
    context.cloud.db.run(
      'UPDATE iam_roles SET tags = ? WHERE name = ?',
      JSON.stringify(properties.Tags ?? []),
      made.ref,
    );
    await writePolicies(made.ref, properties, before, context);
    context.cloud.forgetPolicies();
    return made;
  },
  async remove(made, _properties, { call, cloud }) {
    cloud.db.run('DELETE FROM iam_role_policies WHERE role = ?', made.ref);
    cloud.db.run('DELETE FROM iam_attached WHERE role = ?', made.ref);
    await call('iam', 'DeleteRole', { RoleName: made.ref });
  },
};

async function writePolicies(
  RoleName: string,
  properties: Properties,
  before: Properties,
  { call }: HandlerContext,
): Promise<void> {
  const wanted = optional<readonly InlinePolicy[]>(properties, 'Policies') ?? [];
  const old = optional<readonly InlinePolicy[]>(before, 'Policies') ?? [];
  for (const { PolicyName } of old.filter(
    (policy) => !wanted.some((other) => other.PolicyName === policy.PolicyName),
  )) {
    await call('iam', 'DeleteRolePolicy', { RoleName, PolicyName });
  }
  for (const { PolicyName, PolicyDocument } of wanted)
    await call('iam', 'PutRolePolicy', {
      RoleName,
      PolicyName,
      PolicyDocument: policyText(PolicyDocument),
    });
  const attached = optional<readonly string[]>(properties, 'ManagedPolicyArns') ?? [];
  const attachedBefore = optional<readonly string[]>(before, 'ManagedPolicyArns') ?? [];
  for (const PolicyArn of attachedBefore.filter((arn) => !attached.includes(arn)))
    await call('iam', 'DetachRolePolicy', { RoleName, PolicyArn });
  for (const PolicyArn of attached) await call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
}
