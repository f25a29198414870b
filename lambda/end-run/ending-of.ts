import * as z from 'zod';
import { ModelName, RunId } from '../../domain/names.ts';
import { shortened } from '../../domain/registry/shortened.ts';
import type { RunEnding } from './contract.ts';
import type { ExecutionStatusChange } from '../../domain/events/aws-events.ts';
import type { RunOutcome } from '../../domain/names.ts';

/** How a run ended, whoever says so. */
export interface NamedEnding {
  readonly model: string;
  readonly runId: string;
  readonly outcome: RunOutcome;
  readonly reason: string;
  readonly version: number | null;
}

const OUTCOMES: Partial<Record<ExecutionStatusChange['detail']['status'], RunOutcome>> = {
  FAILED: 'failed', TIMED_OUT: 'timed-out', ABORTED: 'stopped', SUCCEEDED: 'failed',
};

/**
 * Reads a call of the state machine or an event about an execution; null for executions that go on
 * or are not ours.
 */
export function endingOf(event: RunEnding | ExecutionStatusChange): NamedEnding | null {
  if (!('detail' in event)) {
    const { model, runId, outcome, version = null, error } = event;
    const reason = event.reason ?? wordsOf(error?.Error, error?.Cause) ?? outcome;
    return { model, runId, outcome, version, reason };
  }
  const { status, name, input, error, cause } = event.detail;
  const outcome = OUTCOMES[status];
  const request = z.object({ model: ModelName }).safeParse(parsed(input ?? ''));
  if (outcome === undefined || !request.success || !RunId.safeParse(name).success) return null;
  const silent = status === 'SUCCEEDED' ? 'the execution succeeded without ending its run' : `the execution ${status}`;
  return {
    model: request.data.model, runId: name, outcome, version: null,
    reason: wordsOf(error ?? undefined, cause ?? undefined) ?? silent,
  };
}

const REASON_LENGTH = 500;

/** Causes of failed jobs are JSON of the whole job: its reason is the part that people want. */
function wordsOf(error: string | undefined, cause: string | undefined): string | undefined {
  if (error === undefined && cause === undefined) return undefined;
  const job = z.object({ FailureReason: z.string() }).or(z.object({ errorMessage: z.string() })).safeParse(parsed(cause ?? ''));
  const told = !job.success ? cause : 'FailureReason' in job.data ? job.data.FailureReason : job.data.errorMessage;
  return shortened([error, told].filter((text) => text !== undefined && text !== '').join(': '), REASON_LENGTH);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
