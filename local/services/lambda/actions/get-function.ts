import { action } from '../../../kernel/index.ts';
import { functionNamed, onFunction } from '../functions.ts';
import type { LambdaFunction } from '../functions.ts';

/** GetFunction. */
export const getFunction = action(
  'GetFunction',
  onFunction('GetFunction'),
  ({ FunctionName }: { readonly FunctionName: string }, { cloud }) => {
    const fn = functionNamed(FunctionName, cloud);
    return {
      Configuration: describeFunction(fn),
      Code: { RepositoryType: 'S3', Location: `file://${fn.code}` },
      Tags: {},
    };
  },
);

/** GetFunctionConfiguration. */
export const getFunctionConfiguration = action(
  'GetFunctionConfiguration',
  onFunction('GetFunctionConfiguration'),
  ({ FunctionName }: { readonly FunctionName: string }, { cloud }) =>
    describeFunction(functionNamed(FunctionName, cloud)),
);

/** How Lambda shows a function. */
export function describeFunction(fn: LambdaFunction) {
  const { configuration: own } = fn;
  return {
    FunctionName: fn.name,
    FunctionArn: fn.arn,
    Runtime: own.Runtime,
    Role: own.Role,
    Handler: own.Handler,
    CodeSize: own.CodeSize,
    Description: own.Description ?? '',
    Timeout: own.Timeout,
    MemorySize: own.MemorySize,
    Version: '$LATEST',
    PackageType: 'Zip',
    LastModified: new Date(fn.modified).toISOString().replace('Z', '+0000'),
    Environment: { Variables: own.Environment },
    Architectures: own.Architectures,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    LoggingConfig: { LogFormat: 'Text', LogGroup: own.LogGroup },
    DeadLetterConfig: own.DeadLetterArn ? { TargetArn: own.DeadLetterArn } : undefined,
  };
}
