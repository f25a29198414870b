import type { HandlerContext, Properties, ResourceHandler } from '../handler.ts';
import { optional, policyText, text } from './values.ts';

/** AWS::IAM::Policy: an inline policy of one or more roles. */
export const iamPolicy: ResourceHandler = {
  type: 'AWS::IAM::Policy',
  properties: ['PolicyName', 'PolicyDocument', 'Roles'],
  async create(properties, context) {
    await write(properties, context);
    return { ref: context.physicalName(64), attributes: { Id: context.logicalId } };
  },
  async update(made, properties, before, context) {
    const kept = new Set(roles(properties));
    for (const RoleName of roles(before).filter(
      (role) => !kept.has(role) || before.PolicyName !== properties.PolicyName,
    )) {
      await context.call('iam', 'DeleteRolePolicy', {
        RoleName,
        PolicyName: text(before, 'PolicyName'),
      });
    }
    await write(properties, context);
    return made;
  },
  async remove(_made, properties, { call, cloud }) {
    for (const RoleName of roles(properties)) {
      const there = cloud.db.get(
        'SELECT role FROM iam_role_policies WHERE role = ? AND name = ?',
        RoleName,
        text(properties, 'PolicyName'),
      );
      if (there)
        await call('iam', 'DeleteRolePolicy', {
          RoleName,
          PolicyName: text(properties, 'PolicyName'),
        });
    }
  },
};

async function write(properties: Properties, { call }: HandlerContext): Promise<void> {
  for (const RoleName of roles(properties)) {
    await call('iam', 'PutRolePolicy', {
      RoleName,
      PolicyName: text(properties, 'PolicyName'),
      PolicyDocument: policyText(properties.PolicyDocument),
    });
  }
}

function roles(properties: Properties): readonly string[] {
  return optional<readonly string[]>(properties, 'Roles') ?? [];
}
