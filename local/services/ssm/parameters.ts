import { AwsError } from '../../errors.ts';
import type { ActionContext, Permission } from '../../kernel/index.ts';

/** A row of the parameters' table. */
export interface ParameterRow {
  readonly name: string;
  readonly value: string;
  readonly type: string;
  readonly description: string | null;
  readonly version: number;
  readonly modified: number;
}

/** ARN of a parameter; a leading slash of its name is not doubled. */
export function parameterArn(name: string, { cloud }: ActionContext): string {
  return `arn:aws:ssm:${cloud.region}:${cloud.accountId}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
}

/** Permission for an action on one parameter. */
export function onParameter(action: string) {
  return ({ Name }: { readonly Name: string }, context: ActionContext): readonly Permission[] => [
    { action: `ssm:${action}`, resource: parameterArn(Name, context) },
  ];
}

/** How SSM shows a parameter. */
export function asParameter(row: ParameterRow, context: ActionContext) {
  return {
    Name: row.name,
    Type: row.type,
    Value: row.value,
    Version: row.version,
    ARN: parameterArn(row.name, context),
    LastModifiedDate: new Date(row.modified),
    DataType: 'text',
  };
}

/** The parameter, or AWS's ParameterNotFound. */
export function parameterNamed(name: string, { cloud }: ActionContext): ParameterRow {
  const row = cloud.db.get<ParameterRow>('SELECT * FROM ssm_parameters WHERE name = ?', name);
  if (!row)
    throw new AwsError('ParameterNotFound', `Parameter ${name} not found.`, { status: 400 });
  return row;
}
