import { action } from '../../../kernel/index.ts';
import { describeFunction } from '../describe.ts';
import { functionNamed, headOf } from '../functions.ts';
import { onFunction } from '../permissions.ts';
import type { FunctionInput } from '../permissions.ts';
import { codeAddress } from '../code/route.ts';

/** GetFunction. */
export const getFunction = action(
  'GetFunction',
  onFunction('GetFunction'),
  ({ FunctionName, Qualifier }: FunctionInput, { cloud }) => {
    const fn = functionNamed(FunctionName, cloud, Qualifier);
    const head = headOf(fn.name, cloud);
    const tags = JSON.parse(head.tags) as Record<string, string>;
    return {
      Configuration: describeFunction(fn, cloud),
      Code: { RepositoryType: 'S3', Location: codeAddress(fn, cloud) },
      Tags: Object.keys(tags).length > 0 ? tags : undefined,
      Concurrency:
        head.reserved === null ? undefined : { ReservedConcurrentExecutions: head.reserved },
    };
  },
);

/** GetFunctionConfiguration. */
export const getFunctionConfiguration = action(
  'GetFunctionConfiguration',
  onFunction('GetFunctionConfiguration'),
  ({ FunctionName, Qualifier }: FunctionInput, { cloud }) =>
    describeFunction(functionNamed(FunctionName, cloud, Qualifier), cloud),
);
