import { AwsError } from '../../errors.ts';
import type {
  ActionContext,
  Cloud,
  Permission,
  PolicyDocument,
  PolicyStatement,
} from '../../kernel/index.ts';
import { LATEST } from './functions.ts';
import { functionArn, parseName } from './names.ts';

/** A row of the policies' table: that of a function, a version or an alias. */
export interface PolicyRow {
  readonly function: string;
  /** Empty for the function itself. */
  readonly qualifier: string;
  readonly statements: string;
  readonly revision: string;
}

/** What names a function in most inputs. */
export interface FunctionInput {
  readonly FunctionName: string;
  readonly Qualifier?: string;
}

/** The row of a resource policy, or undefined. */
export function policyRow(name: string, qualifier: string, cloud: Cloud): PolicyRow | undefined {
  return cloud.db.get<PolicyRow>(
    'SELECT * FROM lambda_policies WHERE function = ? AND qualifier = ?',
    name,
    qualifier,
  );
}

/** The resource policy that a qualified name stands under. */
export function policyOf(
  nameOrArn: string,
  cloud: Cloud,
  givenQualifier?: string,
): PolicyDocument | undefined {
  const { name, qualifier = '' } = parseName(nameOrArn, givenQualifier);
  const row = policyRow(name, qualifier === LATEST ? '' : qualifier, cloud);
  const statements = row ? (JSON.parse(row.statements) as PolicyStatement[]) : [];
  return statements.length > 0
    ? { Version: '2012-10-17', Id: 'default', Statement: statements }
    : undefined;
}

/** Permission for an action on a function. */
export function onFunction(action: string) {
  return (input: FunctionInput, context: ActionContext): readonly Permission[] => {
    demandOwn(action, input.FunctionName, context);
    return [functionPermission(action, input, context.cloud)];
  };
}

/** There are no policies of other accounts here, so none lets anybody in. */
export function demandOwn(
  action: string,
  nameOrArn: string,
  { cloud, principal }: ActionContext,
): void {
  const account = /^(?:arn:[^:]+:lambda:[^:]+:)?(\d{12}):/.exec(nameOrArn)?.[1];
  if (account === undefined || account === cloud.accountId) return;
  const { name, qualifier } = parseName(nameOrArn);
  const arn = functionArn(name, { region: cloud.region, accountId: account }, qualifier);
  throw new AwsError(
    'AccessDeniedException',
    `User: ${principal.arn} is not authorized to perform: lambda:${action} on resource: ${arn} because no resource-based policy allows the lambda:${action} action`,
    { status: 403 },
  );
}

/** The permission itself, with further condition keys. */
export function functionPermission(
  action: string,
  { FunctionName, Qualifier }: FunctionInput,
  cloud: Cloud,
  context?: Readonly<Record<string, string>>,
): Permission {
  const { name, qualifier } = parseName(FunctionName, Qualifier);
  return {
    action: `lambda:${action}`,
    resource: functionArn(name, cloud, qualifier === LATEST ? undefined : qualifier),
    resourcePolicy: policyOf(FunctionName, cloud, Qualifier),
    context,
  };
}
