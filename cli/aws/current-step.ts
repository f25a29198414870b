import { ExecutionDoesNotExist, GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { Connection } from './connection.ts';

/** How many of the newest events are looked at: a step that waits has few. */
const EVENTS = 25;

/** The step of the pipeline that a run is in; null where Step Functions does not know. */
export async function currentStep(
  stateMachineArn: string,
  runId: string,
  { settings }: Connection,
): Promise<string | null> {
  const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${runId}`;
  try {
    const { events = [] } = await new SFNClient(settings).send(
      new GetExecutionHistoryCommand({
        executionArn,
        reverseOrder: true,
        maxResults: EVENTS,
        includeExecutionData: false,
      }),
    );
    return events.map((event) => event.stateEnteredEventDetails?.name).find((name) => name) ?? null;
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return null;
    throw error;
  }
}
