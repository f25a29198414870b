import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { Cloud, PolicyStatement } from '../../../kernel/index.ts';
import { functionArn, functionNamed, onFunction, policyOf } from '../functions.ts';

/** Input of AddPermission, as far as it is offered. */
export interface AddPermissionInput {
  readonly FunctionName: string;
  readonly StatementId: string;
  readonly Action: string;
  readonly Principal: string;
  readonly SourceArn?: string;
  readonly SourceAccount?: string;
  readonly FunctionUrlAuthType?: string;
  readonly InvokedViaFunctionUrl?: boolean;
}

/** AddPermission: one statement more in the function's policy. */
export const addPermission = action(
  'AddPermission',
  onFunction('AddPermission'),
  (input: AddPermissionInput, { cloud }) => {
    const { name } = functionNamed(input.FunctionName, cloud);
    const statements = statementsOf(name, cloud);
    if (statements.some(({ Sid }) => Sid === input.StatementId)) {
      throw new AwsError(
        'ResourceConflictException',
        `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
        { status: 409 },
      );
    }
    const statement = asStatement(input, cloud);
    store(name, [...statements, statement], cloud);
    return { Statement: JSON.stringify(statement) };
  },
);

/** RemovePermission. */
export const removePermission = action(
  'RemovePermission',
  onFunction('RemovePermission'),
  (input: { readonly FunctionName: string; readonly StatementId: string }, { cloud }) => {
    const { name } = functionNamed(input.FunctionName, cloud);
    const statements = statementsOf(name, cloud);
    const kept = statements.filter(({ Sid }) => Sid !== input.StatementId);
    if (kept.length === statements.length) {
      throw new AwsError(
        'ResourceNotFoundException',
        `Statement ${input.StatementId} is not found in resource policy.`,
        { status: 404 },
      );
    }
    store(name, kept, cloud);
    return {};
  },
);

function statementsOf(name: string, cloud: Cloud): readonly PolicyStatement[] {
  return (policyOf(name, cloud)?.Statement ?? []) as readonly PolicyStatement[];
}

function store(name: string, statements: readonly PolicyStatement[], cloud: Cloud): void {
  cloud.db.run(
    'UPDATE lambda_functions SET policy = ? WHERE name = ?',
    JSON.stringify(statements),
    name,
  );
}

function asStatement(input: AddPermissionInput, cloud: Cloud): PolicyStatement {
  const equals: Record<string, string> = {};
  if (input.SourceAccount) equals['AWS:SourceAccount'] = input.SourceAccount;
  if (input.FunctionUrlAuthType) equals['lambda:FunctionUrlAuthType'] = input.FunctionUrlAuthType;
  const condition = {
    ...(Object.keys(equals).length > 0 ? { StringEquals: equals } : {}),
    ...(input.SourceArn ? { ArnLike: { 'AWS:SourceArn': input.SourceArn } } : {}),
    ...(input.InvokedViaFunctionUrl ? { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } } : {}),
  };
  const isService = /\.(amazonaws\.com|aws\.internal)$/.test(input.Principal);
  return {
    Sid: input.StatementId,
    Effect: 'Allow',
    Action: input.Action,
    Resource: functionArn(functionNamed(input.FunctionName, cloud).name, cloud),
    Principal:
      input.Principal === '*'
        ? '*'
        : isService
          ? { Service: input.Principal }
          : { AWS: input.Principal },
    ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
  };
}
