import { AwsError } from '../../errors.ts';
import type {
  ActionContext,
  Cloud,
  Permission,
  PolicyDocument,
  PolicyStatement,
  RolePrincipal,
} from '../../kernel/index.ts';

/** What a function is, as CloudFormation and the API show it. */
export interface FunctionConfiguration {
  readonly Role: string;
  readonly Handler: string;
  readonly Runtime: string;
  readonly Timeout: number;
  readonly MemorySize: number;
  readonly Architectures: readonly string[];
  readonly Environment: Readonly<Record<string, string>>;
  readonly Description?: string;
  readonly LogGroup: string;
  /** Where events go that failed to the end. */
  readonly DeadLetterArn?: string;
  readonly ReservedConcurrency?: number;
  readonly TracingMode?: string;
  /** Bytes of the code, unpacked. */
  readonly CodeSize: number;
}

/** How asynchronous events are retried and where failures go. */
export interface AsyncConfiguration {
  readonly MaximumRetryAttempts?: number;
  readonly MaximumEventAgeInSeconds?: number;
  readonly OnFailure?: string;
  readonly OnSuccess?: string;
}

/** A row of the functions' table. */
export interface FunctionRow {
  readonly name: string;
  readonly arn: string;
  readonly configuration: string;
  /** Folder with the code. */
  readonly code: string;
  readonly policy: string;
  readonly asynchronous: string;
  readonly tags: string;
  readonly modified: number;
}

/** A function with its configuration read. */
export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly code: string;
  readonly modified: number;
  readonly configuration: FunctionConfiguration;
  readonly asynchronous: AsyncConfiguration;
}

/**
 * The name in a function name, an ARN or a partial ARN; qualifiers fall away (there are no versions
 * here).
 */
export function bareName(nameOrArn: string): string {
  const match = /function:([A-Za-z0-9_-]+)/.exec(nameOrArn);
  return match ? match[1]! : nameOrArn.split(':')[0]!;
}

/** ARN of a function. */
export function functionArn(name: string, cloud: Cloud): string {
  return `arn:aws:lambda:${cloud.region}:${cloud.accountId}:function:${name}`;
}

/** The function, or AWS's ResourceNotFoundException. */
export function functionNamed(nameOrArn: string, cloud: Cloud): LambdaFunction {
  const name = bareName(nameOrArn);
  const row = cloud.db.get<FunctionRow>('SELECT * FROM lambda_functions WHERE name = ?', name);
  if (!row) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Function not found: ${functionArn(name, cloud)}`,
      { status: 404, members: { Type: 'User' } },
    );
  }
  return {
    name: row.name,
    arn: row.arn,
    code: row.code,
    modified: row.modified,
    configuration: JSON.parse(row.configuration) as FunctionConfiguration,
    asynchronous: JSON.parse(row.asynchronous) as AsyncConfiguration,
  };
}

/** The function's resource policy. */
export function policyOf(nameOrArn: string, cloud: Cloud): PolicyDocument | undefined {
  const row = cloud.db.get<{ policy: string }>(
    'SELECT policy FROM lambda_functions WHERE name = ?',
    bareName(nameOrArn),
  );
  const statements = row ? (JSON.parse(row.policy) as PolicyStatement[]) : [];
  return statements.length > 0 ? { Version: '2012-10-17', Statement: statements } : undefined;
}

/** Permission for an action on a function. */
export function onFunction(action: string) {
  return (
    { FunctionName }: { readonly FunctionName: string },
    { cloud }: ActionContext,
  ): readonly Permission[] => [functionPermission(action, FunctionName, cloud)];
}

/** The permission itself, with further condition keys. */
export function functionPermission(
  action: string,
  nameOrArn: string,
  cloud: Cloud,
  context?: Readonly<Record<string, string>>,
): Permission {
  const resource = functionArn(bareName(nameOrArn), cloud);
  return {
    action: `lambda:${action}`,
    resource,
    resourcePolicy: policyOf(nameOrArn, cloud),
    context,
  };
}

/** A session of the function's role, as Lambda makes it for an execution environment. */
export function roleOf(fn: LambdaFunction, cloud: Cloud): RolePrincipal {
  return cloud.assumeRole(fn.configuration.Role, fn.name, {
    kind: 'service',
    arn: 'lambda.amazonaws.com',
    accountId: cloud.accountId,
    sourceArn: fn.arn,
  });
}
