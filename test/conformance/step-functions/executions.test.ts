import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestCloud } from '../../local/services/states/support.ts';
import type { Ended, TestCloud } from '../../local/services/states/support.ts';
import { difference, readRows } from './recording.ts';

interface Row {
  readonly id: string;
  readonly asl: object;
  readonly machineType: string;
  readonly features: readonly string[];
  readonly input?: unknown;
  readonly expected: {
    readonly status: string;
    readonly output?: unknown;
    readonly error?: string;
    readonly eventTypes?: readonly string[];
  };
}

/** Not expected to pass, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'test_nested_calls_1#': 'cuts up the name of the state machine, which the recording replaced',
  BASE_SCOPE_PARALLEL:
    'the recording lost ParallelStateSucceeded: its ids leave room for the event',
  'test_parallel_state_nested#':
    'the recording lost ParallelStateSucceeded and one exit: its ids leave room for them',
};

const rows = readRows<Row>('executions.jsonl.gz').filter(
  ({ machineType }) => machineType === 'STANDARD',
);
let cloud: TestCloud;
const executions = new Map<
  string,
  { readonly executionArn: string; readonly machineArn: string }
>();

beforeAll(async () => {
  // One case waits until the last moment that was allowed on the day on which the cases were
  // written down.
  cloud = await startTestCloud([], { startTime: '2026-11-21T17:00:00Z' });
  for (const [index, row] of rows.entries()) {
    const input =
      row.input === undefined ? undefined : (JSON.parse(row.input as string) as unknown);
    const machineArn = await cloud.machine(row.asl, { name: `recorded-${index}` });
    executions.set(row.id, { executionArn: await cloud.start(machineArn, input), machineArn });
  }
  await cloud.dispatcher.untilIdle();
  for (const row of rows) {
    const { executionArn } = executions.get(row.id)!;
    if (row.expected.status === 'ABORTED') await cloud.sfn('StopExecution', { executionArn });
  }
  const running = rows.filter(({ expected }) => expected.status === 'RUNNING');
  for (const row of running) expect((await outcome(row)).status).toBe('RUNNING');
  // Some wait until a moment of the year in which they were recorded.
  await cloud.pass(3 * 366 * 86_400);
});

afterAll(() => cloud.end());

function outcome(row: Row): Promise<Ended> {
  return cloud.sfn<Ended>('DescribeExecution', {
    executionArn: executions.get(row.id)!.executionArn,
  });
}

async function problemOf(row: Row): Promise<string | undefined> {
  const { executionArn, machineArn } = executions.get(row.id)!;
  const bound = new Map([
    ['<ArnPart_0idx>', machineArn.split(':').at(-1)!],
    ['<ExecArnPart_0idx>', executionArn.split(':').at(-1)!],
    ['<partition>', 'aws'],
    ['<region>', 'us-east-1'],
  ]);
  const { expected } = row;
  const ended = await outcome(row);
  if (ended.status !== expected.status)
    return `want ${expected.status} got ${ended.status} (${ended.error}: ${ended.cause})`;
  if (expected.output !== undefined) {
    const problem =
      difference(expected.output, JSON.parse(ended.output ?? 'null'), bound, 'output') &&
      difference(expected.output, ended.output, bound, 'output');
    if (problem) return problem;
  }
  if (expected.status === 'FAILED' && expected.error !== ended.error)
    return `want ${expected.error} got ${ended.error}`;
  if (!expected.eventTypes) return undefined;
  const types = (await cloud.history(executionArn)).map(({ type }) => type);
  const unordered = row.features.includes('Map') || row.features.includes('Parallel');
  const [want, got] = unordered
    ? [[...expected.eventTypes].sort(), [...types].sort()]
    : [expected.eventTypes, types];
  return want.join(' ') === got.join(' ')
    ? undefined
    : `want ${want.join(' ')} got ${got.join(' ')}`;
}

const GROUPS = [...new Set(rows.map(({ id }) => id.split('::')[0]!))];

test.each(GROUPS)('executions end as AWS recorded them: %s', async (group) => {
  const problems: string[] = [];
  for (const row of rows.filter(({ id }) => id.startsWith(`${group}::`))) {
    if (
      row.expected.status === 'RUNNING' ||
      Object.keys(EXCEPTIONS).some((part) => row.id.includes(part))
    )
      continue;
    const problem = await problemOf(row);
    if (problem) problems.push(`${row.id}: ${problem}`);
  }
  expect(problems).toEqual([]);
});
