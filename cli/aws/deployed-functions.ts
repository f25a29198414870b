import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import type { Connection } from './connection.ts';

/** A function of the platform or of a model. */
export interface DeployedFunction {
  /** Its folder below `lambda/`, such as `check-model`. */
  readonly handler: string;
  /** The model whose gateway it is. @default - it serves all models */
  readonly model: string | undefined;
  readonly functionName: string;
  readonly logGroup: string;
  readonly codeBytes: number;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
}

/** All our functions: those whose environment says which handler they are. */
export async function deployedFunctions({
  settings,
}: Connection): Promise<readonly DeployedFunction[]> {
  const client = new LambdaClient(settings);
  const found: DeployedFunction[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client }, {})) {
    for (const fn of Functions) {
      const { POWERTOOLS_SERVICE_NAME: handler, MODEL_NAME: model } =
        fn.Environment?.Variables ?? {};
      if (handler === undefined) continue;
      found.push({
        handler,
        model,
        functionName: fn.FunctionName ?? '',
        codeBytes: fn.CodeSize ?? 0,
        memoryMb: fn.MemorySize ?? 0,
        logGroup: fn.LoggingConfig?.LogGroup ?? `/aws/lambda/${fn.FunctionName}`,
        timeoutSeconds: fn.Timeout ?? 0,
      });
    }
  }
  return found.sort(
    (a, b) => a.handler.localeCompare(b.handler) || (a.model ?? '').localeCompare(b.model ?? ''),
  );
}
