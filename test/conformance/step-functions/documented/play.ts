/** Plays documented cases on a local cloud with a virtual clock, through the SDK. */
import { expect } from 'vitest';
import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  RedriveExecutionCommand,
  SFNClient,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  StopExecutionCommand,
  UpdateMapRunCommand,
} from '@aws-sdk/client-sfn';
import { s3Service } from '../../../../local/services/s3/index.ts';
import { bytesOf } from '../../../../local/services/states/integrations/plain-output.ts';
import { startTestCloud } from '../../../local/services/states/support.ts';
import type { TestCloud } from '../../../local/services/states/support.ts';
import type { DocumentedCase, Expected, Step } from './documented-case.ts';
import { PlayedFunctions } from './functions.ts';

/** Sends a command; what a case gives is held to the API's model by the cloud. */
type Send = (client: SFNClient, input: never) => Promise<object>;

const SENT: Readonly<Record<string, Send>> = {
  DescribeExecution: (client, input) => client.send(new DescribeExecutionCommand(input)),
  DescribeMapRun: (client, input) => client.send(new DescribeMapRunCommand(input)),
  ListExecutions: (client, input) => client.send(new ListExecutionsCommand(input)),
  RedriveExecution: (client, input) => client.send(new RedriveExecutionCommand(input)),
  SendTaskFailure: (client, input) => client.send(new SendTaskFailureCommand(input)),
  SendTaskHeartbeat: (client, input) => client.send(new SendTaskHeartbeatCommand(input)),
  SendTaskSuccess: (client, input) => client.send(new SendTaskSuccessCommand(input)),
  StopExecution: (client, input) => client.send(new StopExecutionCommand(input)),
  UpdateMapRun: (client, input) => client.send(new UpdateMapRunCommand(input)),
};

const DAY = 86_400;

/** Plays cases one after the other. */
export class Stage {
  private constructor(
    private readonly cloud: TestCloud,
    private readonly functions: PlayedFunctions,
    private readonly client: SFNClient,
  ) {}

  /** Starts a cloud. */
  public static async open(): Promise<Stage> {
    let now = () => 0;
    const functions = new PlayedFunctions(() => now());
    const cloud = await startTestCloud([s3Service, functions.service]);
    now = () => cloud.cloud.world.now();
    await cloud.cloud.call('s3', 'CreateBucket', { Bucket: 'data' }, cloud.root);
    const client = new SFNClient({
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${cloud.port}`,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
    return new Stage(cloud, functions, client);
  }

  /** Plays a case and holds it to what is expected. */
  public async play(one: DocumentedCase): Promise<void> {
    this.functions.begin(one.functions ?? {});
    for (const [Key, Body] of Object.entries(one.objects ?? {}))
      await this.cloud.cloud.call(
        's3',
        'PutObject',
        { Bucket: 'data', Key, Body },
        this.cloud.root,
      );
    const known = new Map<string, string>();
    if (one.nested) known.set('nested', await this.cloud.machine(one.nested));
    const execution = await this.cloud.start(
      await this.cloud.machine(await this.filled(one.machine, known)),
      one.input,
    );
    known.set('execution', execution);
    await this.cloud.dispatcher.untilIdle();
    for (const step of one.steps ?? [{ pass: DAY }]) await this.take(step, known);
    await this.check(await this.filled(one.expect, known), execution);
  }

  public async close(): Promise<void> {
    this.client.destroy();
    await this.cloud.end();
  }

  private async take(step: Step, known: Map<string, string>): Promise<void> {
    if ('pass' in step) return this.cloud.pass(step.pass);
    const input = (await this.filled(step.input, known)) as never;
    const answer = SENT[step.call]!(this.client, input);
    if (step.refused !== undefined)
      await expect(answer).rejects.toMatchObject({ name: step.refused });
    else if (step.answer) expect(await answer).toMatchObject(await this.filled(step.answer, known));
    else await answer;
    await this.cloud.dispatcher.untilIdle();
  }

  /** A value with the names in its texts replaced. */
  private async filled<Value>(value: Value, known: ReadonlyMap<string, string>): Promise<Value> {
    const text = JSON.stringify(value);
    const names = new Set([...text.matchAll(/\{\{([\w.]+)\}\}/g)].map(([, name]) => name!));
    let made = text;
    for (const name of names)
      made = made.replaceAll(`{{${name}}}`, known.get(name) ?? (await this.find(name, known)));
    // The same value with other texts.
    return JSON.parse(made) as Value;
  }

  private async find(name: string, known: ReadonlyMap<string, string>): Promise<string> {
    const [kind, index] = name.split('.');
    if (kind === 'token') return this.functions.tokens[Number(index)]!;
    if (kind === 'child') return this.executions({ stateMachineArn: known.get('nested')! });
    const executionArn = known.get('execution')!;
    const { mapRuns } = await this.client.send(new ListMapRunsCommand({ executionArn }));
    const { mapRunArn } = mapRuns!.at(-1)!;
    if (kind === 'mapRun') return mapRunArn!;
    if (kind === 'item') return this.executions({ mapRunArn: mapRunArn! });
    throw new Error(`a case names ${name}, which nothing is called`);
  }

  /** The newest execution of a machine or of a map run. */
  private async executions(of: { stateMachineArn?: string; mapRunArn?: string }): Promise<string> {
    const { executions } = await this.client.send(new ListExecutionsCommand(of));
    return executions![0]!.executionArn!;
  }

  private async check(expected: Expected, executionArn: string): Promise<void> {
    const ended = await this.client.send(new DescribeExecutionCommand({ executionArn }));
    const { status, error, cause, output } = ended;
    const seconds = (Number(ended.stopDate) - Number(ended.startDate)) / 1000;
    const { events } = await this.client.send(
      new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
    );
    const types = events!.map(({ type }) => String(type));
    const came: Record<keyof Expected, unknown> = {
      status,
      error,
      cause,
      output: output === undefined ? undefined : JSON.parse(output),
      seconds,
      below: seconds > 0 && seconds < expected.below! ? expected.below : seconds,
      events: types,
      count: mapped(expected.count, (type) => types.filter((other) => other === type).length),
      calls: mapped(expected.calls, (name) => this.callsOf(name).length),
      callsAt: mapped(expected.callsAt, (name) =>
        this.callsOf(name).map(({ at }) => (at - Number(ended.startDate)) / 1000),
      ),
      inputs: mapped(expected.inputs, (name) => this.callsOf(name).map(({ input }) => input)),
      written: expected.written && (await this.written(output!)),
    };
    expect(mapped(expected, (name) => came[name as keyof Expected])).toEqual(expected);
  }

  /** Inputs of the items in the files that the output's manifest names, by status. */
  private async written(output: string): Promise<object> {
    const { ResultWriterDetails } = JSON.parse(output) as { ResultWriterDetails: { Key: string } };
    const { ResultFiles } = await this.read<{ ResultFiles: Record<string, { Key: string }[]> }>(
      ResultWriterDetails.Key,
    );
    const inputs: Record<string, string[]> = {};
    for (const [status, files] of Object.entries(ResultFiles)) {
      const lists = await Promise.all(files.map(({ Key }) => this.read<{ Input: string }[]>(Key)));
      inputs[status] = lists.flat().map(({ Input }) => Input);
    }
    return inputs;
  }

  private async read<Value>(Key: string): Promise<Value> {
    const { Body } = await this.cloud.cloud.call<{ Body: unknown }>(
      's3',
      'GetObject',
      { Bucket: 'data', Key },
      this.cloud.root,
    );
    return JSON.parse((await bytesOf(Body)).toString('utf8')) as Value;
  }

  private callsOf(name: string) {
    return this.functions.calls.filter((call) => call.name === name);
  }
}

function mapped(keys: object | undefined, value: (key: string) => unknown): object {
  return Object.fromEntries(Object.keys(keys ?? {}).map((key) => [key, value(key)]));
}
