import { AwsError } from '../../errors.ts';
import type { ActionContext, PolicyDocument, Tags } from '../../kernel/index.ts';
import { identityDocument } from '../iam/documents.ts';

/** Policies that narrow a session, as they are sent. */
export interface PolicyInput {
  readonly Policy?: string;
  readonly PolicyArns?: readonly { readonly arn?: string }[];
}

/** Characters of policy and ARNs together, and managed policies. Source: API reference, AssumeRole. */
const LONGEST = 2048;
const MOST_ARNS = 10;

/** All that narrows a session as one policy, or undefined. Throws STS's errors. */
export function sessionPolicy(input: PolicyInput, context: ActionContext): string | undefined {
  const arns = (input.PolicyArns ?? []).map(({ arn = '' }) => arn);
  if (arns.length > MOST_ARNS) {
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value '[${arns.join(', ')}]' at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to ${MOST_ARNS}`,
      { status: 400 },
    );
  }
  if ((input.Policy?.length ?? 0) + arns.join('').length > LONGEST) throw tooLarge(input, arns);
  const inline = input.Policy === undefined ? [] : [identityDocument(input.Policy)];
  const documents = [...inline, ...arns.map((arn) => managed(arn, context))];
  if (documents.length === 0) return undefined;
  const Statement = documents.flatMap((text) => (JSON.parse(text) as PolicyDocument).Statement);
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

/** Per cent of what a session may carry that is used; nothing where it carries nothing. */
export function packedSize(policy: string | undefined, tags: Tags): number | undefined {
  const carried = (policy ?? '') + Object.entries(tags).flat().join('');
  return carried === '' ? undefined : Math.min(100, Math.ceil((carried.length * 100) / LONGEST));
}

function managed(arn: string, { cloud }: ActionContext): string {
  const row = cloud.db.get<{ document: string }>(
    'SELECT document FROM iam_policies WHERE arn = ?',
    arn,
  );
  if (row) return row.document;
  throw new AwsError(
    'MalformedPolicyDocument',
    `Policy ${arn} does not exist or is not attachable.`,
    {
      status: 400,
    },
  );
}

function tooLarge({ Policy = '' }: PolicyInput, arns: readonly string[]): AwsError {
  const percent = Math.ceil(((Policy.length + arns.join('').length) * 100) / LONGEST);
  return new AwsError(
    'PackedPolicyTooLarge',
    `Packed size of session policy consumes ${percent}% of allotted space.`,
    { status: 400 },
  );
}
