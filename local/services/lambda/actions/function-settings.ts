import { action } from '../../../kernel/index.ts';
import { functionNamed } from '../functions.ts';
import { functionArn } from '../names.ts';
import { onFunction } from '../permissions.ts';
import type { FunctionInput } from '../permissions.ts';

/** GetFunctionCodeSigningConfig: code is not signed here, so no function has one. */
export const getFunctionCodeSigningConfig = action(
  'GetFunctionCodeSigningConfig',
  onFunction('GetFunctionCodeSigningConfig'),
  (input: FunctionInput, { cloud }) => ({
    FunctionName: functionNamed(input.FunctionName, cloud).name,
  }),
);

/** GetRuntimeManagementConfig: runtimes are this machine's programs, newest whenever those are. */
export const getRuntimeManagementConfig = action(
  'GetRuntimeManagementConfig',
  onFunction('GetRuntimeManagementConfig'),
  (input: FunctionInput, { cloud }) => {
    const { name, version } = functionNamed(input.FunctionName, cloud, input.Qualifier);
    return { UpdateRuntimeOn: 'Auto', FunctionArn: functionArn(name, cloud, version) };
  },
);
