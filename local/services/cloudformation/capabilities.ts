import type { Template } from '../../cloudformation/template.ts';
import { AwsError } from '../../errors.ts';

/** Resources that grant permissions, with the property that names them. */
const GRANTING: Readonly<Record<string, string>> = {
  'AWS::IAM::AccessKey': '',
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': '',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::UserToGroupAddition': '',
};

/**
 * Refuses a template that grants permissions unless the caller acknowledged it.
 *
 * @throws AwsError `InsufficientCapabilitiesException`. Source: CloudFormation API reference,
 *   CreateStack
 */
export function checkCapabilities({ Resources }: Template, given: readonly string[]): void {
  const granting = Object.values(Resources).filter(({ Type }) => Type in GRANTING);
  if (granting.length === 0 || given.includes('CAPABILITY_NAMED_IAM')) return;
  const isNamed = granting.some(({ Type, Properties = {} }) => GRANTING[Type]! in Properties);
  if (!isNamed && given.includes('CAPABILITY_IAM')) return;
  throw new AwsError(
    'InsufficientCapabilitiesException',
    `Requires capabilities : [${isNamed ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'}]`,
    { status: 400 },
  );
}
