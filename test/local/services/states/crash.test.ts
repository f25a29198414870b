import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { playedLambda, startTestCloud } from './support.ts';
import type { Ended, TestCloud } from './support.ts';

const invoke = (more: object) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: 'f', 'Payload.$': '$' },
  OutputPath: '$.Payload',
  ...more,
});

/** Every way of standing still: a task, a retry, a wait, branches, items inline and distributed. */
const MACHINE = {
  StartAt: 'First',
  States: {
    First: { Type: 'Pass', Next: 'Second' },
    Second: { Type: 'Pass', Next: 'Call' },
    Call: invoke({ Retry: [{ ErrorEquals: ['RangeError'], IntervalSeconds: 5 }], Next: 'Wait' }),
    Wait: { Type: 'Wait', Seconds: 30, Next: 'Both' },
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Left', States: { Left: invoke({ End: true }) } },
        { StartAt: 'Right', States: { Right: { Type: 'Pass', Result: 7, End: true } } },
      ],
      Next: 'Between',
    },
    Between: { Type: 'Pass', Next: 'Choose' },
    Choose: {
      Type: 'Choice',
      Choices: [{ Variable: '$[0]', IsNull: true, Next: 'Done' }],
      Default: 'Each',
    },
    Each: {
      Type: 'Map',
      MaxConcurrency: 1,
      Next: 'Spread',
      ItemProcessor: { StartAt: 'Item', States: { Item: invoke({ End: true }) } },
    },
    Spread: {
      Type: 'Map',
      Next: 'Done',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED' },
        StartAt: 'Far',
        States: { Far: invoke({ End: true }) },
      },
    },
    Done: { Type: 'Succeed' },
  },
};

class Killed extends Error {}

/** A cloud that is to die. */
interface Killing {
  readonly reached: () => boolean;
  /** Lets the cloud be closed after its death. */
  readonly bury: () => void;
}

/**
 * From its nth transaction on the cloud is as good as dead: it neither writes nor delivers any
 * more.
 */
function killAtTransaction({ cloud, dispatcher }: TestCloud, limit: number): Killing {
  const { transaction } = cloud.db;
  let count = 0;
  let depth = 0;
  cloud.db.transaction = <T>(work: () => T): T => {
    if (depth === 0 && ++count >= limit) {
      dispatcher.stop();
      dispatcher.nextDue = () => undefined;
      Object.assign(cloud.timers, { nextDue: () => Infinity });
      // A timer that fires finds nothing to do; whatever else wants to write is interrupted.
      if (new Error().stack?.includes('fireTimers')) return undefined as T;
      throw new Killed();
    }
    depth++;
    try {
      return transaction.call(cloud.db, work) as T;
    } finally {
      depth--;
    }
  };
  return {
    reached: () => count >= limit,
    bury: () => {
      cloud.db.transaction = transaction;
    },
  };
}

/**
 * Runs the machine with a cloud that dies at a transaction, and another that takes over its folder.
 */
async function runKilledAt(
  limit: number,
): Promise<{ readonly died: boolean; readonly ended: Ended; readonly types: string[] }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'states-crash-'));
  const lambda = playedLambda(
    (event: number | { readonly value: number; readonly retries: number }) => {
      if (typeof event === 'number') return event;
      if (event.retries === 0) throw new RangeError('the first attempt fails');
      return event.value;
    },
  );
  try {
    const first = await startTestCloud([lambda], { dataDir, fresh: true });
    const executionArn = await first.start(await first.machine(MACHINE), 1);
    const killed = killAtTransaction(first, limit);
    await first.pass(3600);
    killed.bury();
    await first.end({ keep: true });
    const second = await startTestCloud([lambda], { dataDir });
    await second.pass(3 * 86_400);
    const ended = await second.sfn<Ended>('DescribeExecution', { executionArn });
    const types = (await second.history(executionArn)).map(({ type }) => type).sort();
    await second.end();
    return { died: killed.reached(), ended, types };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

test('an execution comes to the same end wherever its cloud dies', async () => {
  const whole = await runKilledAt(Number.POSITIVE_INFINITY);
  expect(whole.ended).toMatchObject({ status: 'SUCCEEDED', output: '[1,7]' });
  for (let limit = 1; ; limit++) {
    const { died, ended, types } = await runKilledAt(limit);
    if (!died) break;
    expect(ended, `killed at transaction ${limit}`).toMatchObject({
      status: 'SUCCEEDED',
      output: '[1,7]',
    });
    // A task that was being done is done again; its events are not written twice.
    expect(types, `killed at transaction ${limit}`).toEqual(whole.types);
  }
});
