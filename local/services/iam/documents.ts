import { AwsError } from '../../errors.ts';
import type { PolicyStatement } from '../../kernel/index.ts';

/** A statement as it was sent: nothing of it is sure. */
type Sent = Partial<Record<keyof PolicyStatement, unknown>>;

/** What IAM says of a statement that it does not store; undefined where it does. */
type Fault = (statement: Sent) => string | undefined;

/** Refuses what IAM does not store as a policy of a role. Source: IAM user guide, policy grammar. */
export function identityDocument(text: string): string {
  return checked(text, (statement) =>
    statement.Principal !== undefined || statement.NotPrincipal !== undefined
      ? 'Policy document should not specify a principal.'
      : (actionFault(statement) ?? resourceFault(statement)),
  );
}

/** Refuses what IAM does not store as a role's trust policy. */
export function trustDocument(text: string): string {
  return checked(text, (statement) =>
    statement.Resource !== undefined || statement.NotResource !== undefined
      ? 'Has prohibited field Resource'
      : actionFault(statement),
  );
}

function checked(text: string, faultOf: Fault): string {
  for (const statement of statementsOf(text)) {
    const fault = syntaxFault(statement) ?? faultOf(statement);
    if (fault !== undefined) throw malformed(fault);
  }
  return text;
}

function statementsOf(text: string): readonly Sent[] {
  try {
    const { Statement } = JSON.parse(text) as { Statement?: Sent | Sent[] };
    if (Statement !== undefined) return [Statement].flat();
  } catch {
    // Falls through to AWS's one word for every text that is no JSON.
  }
  throw malformed('This policy contains invalid Json');
}

function syntaxFault({ Effect }: Sent): string | undefined {
  return Effect === 'Allow' || Effect === 'Deny' ? undefined : 'Syntax errors in policy.';
}

function actionFault({ Action, NotAction }: Sent): string | undefined {
  const actions = textsOf(Action ?? NotAction);
  if (actions.length === 0) return 'Policy statement must contain actions.';
  return actions.every((action) => action === '*' || action.includes(':'))
    ? undefined
    : 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
}

function resourceFault({ Resource, NotResource }: Sent): string | undefined {
  const resources = textsOf(Resource ?? NotResource);
  if (resources.length === 0) return 'Policy statement must contain resources.';
  const wrong = resources.find((resource) => resource !== '*' && !resource.startsWith('arn:'));
  return wrong === undefined ? undefined : `Resource ${wrong} must be in ARN format or "*".`;
}

function textsOf(value: unknown): readonly string[] {
  return [value ?? []].flat().map(String);
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicyDocument', message, { status: 400 });
}
