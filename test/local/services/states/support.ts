/** A local cloud with Step Functions, IAM and services that are played by tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Action, Principal, Service } from '../../../../local/kernel/index.ts';
import { run } from '../../../../local/runtime.ts';
import type { RunningCloud } from '../../../../local/runtime.ts';
import { partsOf } from '../../support/cloud.ts';
import { iamService } from '../../../../local/services/iam/index.ts';
import { statesService } from '../../../../local/services/states/index.ts';
import { stsService } from '../../../../local/services/sts/index.ts';

/** Where the virtual clock of tests starts. */
export const T0 = Date.parse('2026-03-02T08:00:00.000Z');

/** What a played action does with its input. */
export type Play = (input: never, principal: Principal) => unknown;

/** A service whose actions are played: `{ Invoke: (input) => ... }`. */
export function played(name: string, plays: Readonly<Record<string, Play>>): Service {
  const actions = Object.entries(plays).map(([action, play]): Action<never, unknown> => ({
    name: action,
    permissions: () => [],
    mode: 'process',
    run: async (input, { principal }) => play(input, principal),
  }));
  return { name, tables: [], actions };
}

/** A function that answers with what `handler` returns, and fails with what it throws. */
export function playedLambda(handler: (event: never, name: string) => unknown): Service {
  return played('lambda', {
    Invoke: ({ FunctionName, Payload }: { FunctionName: string; Payload?: Uint8Array }) => {
      try {
        const event = JSON.parse(Buffer.from(Payload ?? Buffer.from('{}')).toString()) as never;
        return {
          StatusCode: 200,
          ExecutedVersion: '$LATEST',
          Payload: Buffer.from(JSON.stringify(handler(event, FunctionName) ?? null)),
        };
      } catch (error) {
        const { name, message } = error as Error;
        const Payload = Buffer.from(JSON.stringify({ errorType: name, errorMessage: message }));
        return { StatusCode: 200, FunctionError: 'Unhandled', Payload };
      }
    },
  });
}

/** A cloud of a test. */
export interface TestCloud extends RunningCloud {
  readonly root: Principal;
  readonly roleArn: string;
  readonly dataDir: string;
  /** Calls an action of Step Functions as the account. */
  sfn<Output = Record<string, unknown>>(action: string, input: object): Promise<Output>;
  /** Makes a state machine and returns its ARN. */
  machine(
    definition: object,
    options?: { readonly name?: string; readonly type?: string },
  ): Promise<string>;
  /** Starts an execution and returns its ARN. */
  start(machineArn: string, input?: unknown, name?: string): Promise<string>;
  /** Lets seconds of virtual time pass. */
  pass(seconds: number): Promise<void>;
  /** Runs a machine to its end, or until a day has passed. */
  execute(definition: object, input?: unknown): Promise<Ended>;
  history(executionArn: string): Promise<HistoryEvent[]>;
  /** Ends the cloud; `keep` leaves its folder for the next one. */
  end(options?: { readonly keep?: boolean }): Promise<void>;
}

/** How an execution stands. */
export interface Ended {
  readonly executionArn: string;
  readonly status: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** An event of a history. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  readonly timestamp: Date;
  readonly [details: string]: unknown;
}

/** Starts a cloud with a virtual clock. */
export async function startTestCloud(
  services: readonly Service[] = [],
  options: {
    readonly dataDir?: string;
    readonly fresh?: boolean;
    readonly startTime?: string;
  } = {},
): Promise<TestCloud> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'states-'));
  const running = await run(
    {
      dataDir,
      clock: 'virtual',
      startTime: options.startTime ?? new Date(T0).toISOString(),
      seed: 7,
      accountId: '111111111111',
      report: () => {},
    },
    [iamService, stsService, statesService, ...services],
  );
  const { cloud, dispatcher } = running;
  const root: Principal = {
    kind: 'root',
    arn: `arn:aws:iam::${cloud.accountId}:root`,
    accountId: cloud.accountId,
  };
  const sfn = <Output>(action: string, input: object) =>
    cloud.call<Output>('states', action, input, root);
  const roleArn =
    options.dataDir && !options.fresh
      ? `arn:aws:iam::${cloud.accountId}:role/machine`
      : await makeRole(running, root);
  let made = 0;
  const test: TestCloud = {
    ...partsOf(running),
    root,
    roleArn,
    dataDir,
    sfn,
    machine: async (definition, { name = `machine-${made++}`, type = 'STANDARD' } = {}) => {
      const input = { name, definition: JSON.stringify(definition), roleArn, type };
      return (await sfn<{ stateMachineArn: string }>('CreateStateMachine', input)).stateMachineArn;
    },
    start: async (stateMachineArn, input = {}, name) =>
      (
        await sfn<{ executionArn: string }>('StartExecution', {
          stateMachineArn,
          input: JSON.stringify(input),
          name,
        })
      ).executionArn,
    pass: async (seconds) => {
      await dispatcher.advanceTo(cloud.world.now() + seconds * 1000);
    },
    execute: async (definition, input) => {
      const executionArn = await test.start(await test.machine(definition), input);
      await test.pass(86_400);
      return sfn<Ended>('DescribeExecution', { executionArn });
    },
    history: async (executionArn) =>
      (
        await sfn<{ events: HistoryEvent[] }>('GetExecutionHistory', {
          executionArn,
          maxResults: 1000,
        })
      ).events,
    end: async ({ keep = false } = {}) => {
      await running.stop();
      if (!keep) rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return test;
}

async function makeRole({ cloud }: RunningCloud, root: Principal): Promise<string> {
  const trust = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  };
  const allow = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  };
  const made = await cloud.call<{ Role: { Arn: string } }>(
    'iam',
    'CreateRole',
    { RoleName: 'machine', AssumeRolePolicyDocument: JSON.stringify(trust) },
    root,
  );
  await cloud.call(
    'iam',
    'PutRolePolicy',
    { RoleName: 'machine', PolicyName: 'all', PolicyDocument: JSON.stringify(allow) },
    root,
  );
  return made.Role.Arn;
}
