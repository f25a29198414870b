import type { Template } from './synthesize.ts';

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': '123456789012',
  'AWS::Region': 'eu-west-1',
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'perennial-stack',
  'AWS::StackId': 'arn:aws:cloudformation:eu-west-1:123456789012:stack/perennial-stack/x',
};

/**
 * A value of a template with every reference replaced by something that AWS could have put there.
 */
export function resolved(value: unknown, template: Template): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(item, template));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && name === 'Ref') return reference(String(argument), template);
  if (entries.length === 1 && name === 'Fn::GetAtt')
    return attribute(argument as readonly [string, string], template);
  if (entries.length === 1 && name === 'Fn::Join') {
    const [separator, parts] = argument as readonly [string, readonly unknown[]];
    return parts.map((part) => String(resolved(part, template))).join(separator);
  }
  return Object.fromEntries(entries.map(([key, item]) => [key, resolved(item, template)]));
}

function reference(name: string, template: Template): string {
  const parameter = template.Parameters?.[name]?.Default;
  if (parameter === undefined)
    return PSEUDO[name] ?? `perennial-stack-${name}-1A2B3C4D5E6F7`.slice(0, 64);
  const member = parameter.slice(parameter.lastIndexOf('/') + 1);
  return /arn$|^[a-z]+-[a-z]+$/.test(member)
    ? `arn:aws:lambda:eu-west-1:123456789012:function:${member}`
    : member;
}

function attribute([name, member]: readonly [string, string], { Resources }: Template): string {
  const service = Resources[name]?.Type.split('::')[1]?.toLowerCase() ?? 'unknown';
  if (Resources[name]?.Type === 'AWS::IAM::Role')
    return `arn:aws:iam::123456789012:role/perennial-stack-${name}-1A2B3C4D5E6F7`;
  return member === 'Arn'
    ? `arn:aws:${service}:eu-west-1:123456789012:${name}`
    : `${name}.${member}`;
}
