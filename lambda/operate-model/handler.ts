import { DomainError } from '../../domain/errors.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { eventBus } from '../shared/event-bus.ts';
import { sagemakerEndpoints } from '../shared/sagemaker-endpoints.ts';
import { serve } from '../shared/serve.ts';
import { stepFunctions } from '../shared/step-functions.ts';
import { approveVersion, rejectVersion } from './answer-approval.ts';
import { OperatorCommand, operateModel } from './contract.ts';
import { rollBack } from './roll-back.ts';
import type { FunctionUrlRequest, FunctionUrlResponse } from '../../domain/events/aws-events.ts';
import type { Clock, EventBus, Registry } from '../../domain/ports.ts';
import type { Endpoints, Executions } from '../shared/ports.ts';

/** What operators' commands need of the world. */
export interface OperatorPorts {
  readonly registry: Registry;
  readonly executions: Executions;
  readonly endpoints: Endpoints;
  readonly bus: EventBus;
  readonly clock: Clock;
}

/** Carries out one command in the name of whoever signed the call. */
export async function operate(
  request: FunctionUrlRequest, ports: OperatorPorts,
): Promise<FunctionUrlResponse> {
  const who = request.requestContext.authorizer?.iam.userArn;
  if (who === undefined) return answer(403, { error: 'NotSigned', message: 'sign the call with AWS credentials' });
  const command = commandOf(request);
  if (command === null) {
    const message = 'send {"command":"approve"|"reject"|"retrain"|"rollback","model":...,"reason":...}, '
      + 'and "version" to approve or reject';
    return answer(400, { error: 'BadRequest', message });
  }
  try {
    return answer(200, { done: await carryOut(command, who, ports), by: who });
  } catch (error) {
    if (error instanceof DomainError) return answer(409, { error: error.code, message: error.message });
    throw error;
  }
}

async function carryOut(command: OperatorCommand, who: string, ports: OperatorPorts): Promise<string> {
  switch (command.command) {
    case 'approve': return await approveVersion(command, who, ports);
    case 'reject': return await rejectVersion(command, who, ports);
    case 'rollback': return await rollBack(command, who, ports);
    case 'retrain': {
      const detail = { model: command.model, by: who, reason: command.reason, kind: 'manual' as const };
      await ports.bus.put([{ type: 'Retraining Requested', detail }]);
      return `asked the arbiter to train '${command.model}' anew`;
    }
  }
}

function commandOf({ body, isBase64Encoded }: FunctionUrlRequest): OperatorCommand | null {
  const text = isBase64Encoded === true ? Buffer.from(body ?? '', 'base64').toString('utf8') : body ?? '';
  try {
    const parsed = OperatorCommand.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function answer(statusCode: number, body: unknown): FunctionUrlResponse {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

export const handler = serve(operateModel, (env) => ({
  registry: dynamoRegistry(env.REGISTRY_TABLE),
  executions: stepFunctions(),
  endpoints: sagemakerEndpoints(),
  bus: eventBus(env.EVENT_BUS),
}), operate);
