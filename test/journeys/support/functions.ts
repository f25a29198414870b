import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Connection } from '../../../cli/aws/connection.ts';
import { deployedFunctions } from '../../../cli/aws/deployed-functions.ts';
import type { DeployedFunction } from '../../../cli/aws/deployed-functions.ts';

/** Finds a function by its folder below `lambda/`. */
export async function functionNamed(connection: Connection, name: string): Promise<DeployedFunction> {
  return (await deployedFunctions(connection)).find(({ handler }) => handler === name)!;
}

/** Calls a function and waits for its answer. Throws what it threw. */
export async function invoke(to: Connection, name: string, event: object): Promise<Record<string, unknown>> {
  const { functionName: FunctionName } = await functionNamed(to, name);
  const command = new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) });
  const { FunctionError, Payload } = await new LambdaClient(to.settings).send(command);
  const answer = Buffer.from(Payload!).toString('utf8');
  if (FunctionError) throw new Error(answer);
  return JSON.parse(answer) as Record<string, unknown>;
}
