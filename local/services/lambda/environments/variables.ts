import type { Cloud, RolePrincipal } from '../../../kernel/index.ts';
import { layerPaths } from '../layers/attached.ts';
import type { LambdaFunction } from '../functions.ts';

/** The variables of an environment. Source: Lambda developer guide, configuration-envvars. */
export function environmentVariables(
  fn: LambdaFunction,
  kind: string,
  stream: string,
  id: string,
  role: RolePrincipal,
  cloud: Cloud,
): NodeJS.ProcessEnv {
  const { configuration } = fn;
  return {
    PATH: process.env.PATH,
    ...layerPaths(configuration),
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
    ...cloud.credentialsFor(role),
    AWS_LAMBDA_RUNTIME_API: `${cloud.endpoint.replace('http://', '')}/_lambda-runtime/${id}`,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: fn.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.MemorySize),
    AWS_LAMBDA_LOG_GROUP_NAME: configuration.LogGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: stream,
    AWS_LAMBDA_INITIALIZATION_TYPE: kind,
    AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.Runtime}`,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    LAMBDA_TASK_ROOT: fn.code,
    _HANDLER: configuration.Handler,
    ...configuration.Environment,
  };
}
