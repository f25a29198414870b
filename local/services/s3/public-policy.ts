import type { PolicyDocument, PolicyStatement } from '../../kernel/index.ts';

/** Condition keys that keep a statement from being public when their values are fixed. */
const FIXING = [
  /^aws:(sourceip|sourcearn|sourcevpc|sourcevpce|sourceowner|sourceaccount|userid|principalarn)$/,
  /^aws:(principalaccount|principalorgid|principalorgpaths|resourceaccount|resourceorgid)$/,
  /^s3:(dataaccesspointarn|dataaccesspointaccount|x-amz-server-side-encryption-aws-kms-key-id)$/,
];

/** True where a policy lets everybody in. Source: S3 user guide, the meaning of "public". */
export function isPublic(policy: PolicyDocument | undefined): boolean {
  const statements = policy ? [policy.Statement].flat() : [];
  return statements.some((statement) => statement.Effect === 'Allow' && opensTo(statement));
}

function opensTo({ Principal, Condition = {} }: PolicyStatement): boolean {
  const named = typeof Principal === 'object' ? Object.values(Principal).flat() : [Principal ?? ''];
  if (!named.includes('*')) return false;
  const fixed = Object.values(Condition)
    .flatMap((block) => Object.entries(block))
    .some(
      ([key, value]) =>
        FIXING.some((pattern) => pattern.test(key.toLowerCase())) &&
        ![value].flat().some((text) => /[*?]/.test(String(text)) || text === '0.0.0.0/0'),
    );
  return !fixed;
}
