/** A local cloud with SageMaker, S3 and IAM, and tiny programs for its containers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { unpackTar } from 'modern-tar';
import type { PolicyStatement, Principal, Service } from '../../../../local/kernel/index.ts';
import { run } from '../../../../local/runtime.ts';
import type { RunningCloud } from '../../../../local/runtime.ts';
import { partsOf } from '../../support/cloud.ts';
import { iamService } from '../../../../local/services/iam/index.ts';
import { kmsService } from '../../../../local/services/kms/index.ts';
import { s3Service } from '../../../../local/services/s3/index.ts';
import {
  sagemakerRuntimeService,
  sagemakerService,
} from '../../../../local/services/sagemaker/index.ts';
import { stsService } from '../../../../local/services/sts/index.ts';

/** The image that the programs stand in for. */
export const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1';

/** Where the virtual clock of tests starts. */
export const T0 = Date.parse('2026-03-02T08:00:00.000Z');

const ALL: PolicyStatement = { Effect: 'Allow', Action: '*', Resource: '*' };

/** An event of aws.sagemaker, as rules would get it. */
export interface HeardEvent {
  readonly 'detail-type': string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A cloud of a test. */
export interface TestCloud extends RunningCloud {
  readonly root: Principal;
  readonly roleArn: string;
  readonly dataDir: string;
  readonly events: HeardEvent[];
  readonly metrics: {
    readonly name: string;
    readonly value: number;
    readonly dimensions: Readonly<Record<string, string>>;
  }[];
  readonly logs: { readonly group: string; readonly stream: string; readonly line: string }[];
  sagemaker<Output = Record<string, unknown>>(
    action: string,
    input: object,
    principal?: Principal,
  ): Promise<Output>;
  invoke<Output = Record<string, unknown>>(input: object, principal?: Principal): Promise<Output>;
  put(key: string, body: string | Buffer): Promise<void>;
  get(key: string): Promise<Buffer>;
  keys(prefix?: string): Promise<string[]>;
  /** Makes a role that SageMaker may assume. */
  role(name: string, statements: readonly PolicyStatement[]): Promise<string>;
  /** Waits until nothing runs and nothing is due. */
  settle(): Promise<void>;
  /** Trains, and returns the description of the job. */
  train(name: string, more?: object): Promise<Record<string, unknown>>;
  /** Puts a model of a factor under a name. */
  model(name: string, content: object): Promise<void>;
  end(options?: { readonly keep?: boolean }): Promise<void>;
}

function program(name: string): readonly string[] {
  return [process.execPath, fileURLToPath(new URL(`programs/${name}.mjs`, import.meta.url))];
}

/** Starts a cloud with a virtual clock, a bucket `lake` and a role that may do everything. */
export async function startTestCloud(
  options: { readonly dataDir?: string; readonly more?: readonly Service[] } = {},
): Promise<TestCloud> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'sagemaker-'));
  const events: HeardEvent[] = [];
  const metrics: TestCloud['metrics'] = [];
  const logs: TestCloud['logs'] = [];
  const listener: Service = {
    name: 'listener',
    tables: [],
    actions: [],
    subscriptions: {
      'aws-event': ({ payload }: { payload: HeardEvent }) => {
        events.push(payload);
      },
    },
    sink: {
      metrics: (data) => {
        metrics.push(...data);
      },
      log: ({ group, stream, lines }) => {
        logs.push(...lines.map((line) => ({ group, stream, line })));
      },
    },
  };
  const images = [
    {
      image: '*/sagemaker-xgboost:*',
      train: program('train'),
      serve: program('serve'),
      process: program('process'),
    },
  ];
  const running = await run(
    {
      dataDir,
      clock: 'virtual',
      startTime: new Date(T0).toISOString(),
      seed: 3,
      accountId: '111111111111',
      images,
      report: () => {},
    },
    [
      iamService,
      stsService,
      kmsService,
      s3Service,
      sagemakerService,
      sagemakerRuntimeService,
      listener,
      ...(options.more ?? []),
    ],
  );
  const { cloud, dispatcher } = running;
  const root: Principal = {
    kind: 'root',
    arn: `arn:aws:iam::${cloud.accountId}:root`,
    accountId: cloud.accountId,
  };
  const s3 = <Output>(action: string, input: object) =>
    cloud.call<Output>('s3', action, { Bucket: 'lake', ...input }, root);
  const test: TestCloud = {
    ...partsOf(running),
    root,
    dataDir,
    events,
    get metrics() {
      running.telemetry.flush();
      return metrics;
    },
    get logs() {
      running.telemetry.flush();
      return logs;
    },
    roleArn: `arn:aws:iam::${cloud.accountId}:role/worker`,
    sagemaker: (action, input, principal = root) =>
      cloud.call('sagemaker', action, input, principal),
    invoke: (input, principal = root) =>
      cloud.call('sagemaker-runtime', 'InvokeEndpoint', input, principal),
    put: async (Key, body) => {
      await s3('PutObject', { Key, Body: Buffer.from(body) });
    },
    get: async (Key) => {
      const { Body } = await s3<{ Body: AsyncIterable<Buffer> }>('GetObject', { Key });
      const chunks: Buffer[] = [];
      for await (const chunk of Body) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
    keys: async (Prefix = '') =>
      (
        (await s3<{ Contents?: { Key: string }[] }>('ListObjectsV2', { Prefix })).Contents ?? []
      ).map(({ Key }) => Key),
    role: (name, statements) => makeRole(running, root, name, statements),
    settle: () => dispatcher.untilIdle(),
    train: async (name, more = {}) => {
      await test.sagemaker('CreateTrainingJob', trainingJob(name, more));
      await test.settle();
      return test.sagemaker('DescribeTrainingJob', { TrainingJobName: name });
    },
    model: async (name, content) => {
      await test.put(
        `models/${name}/model.tar.gz`,
        await tarOf({ 'model.json': JSON.stringify(content) }),
      );
      const PrimaryContainer = {
        Image: IMAGE,
        ModelDataUrl: `s3://lake/models/${name}/model.tar.gz`,
      };
      await test.sagemaker('CreateModel', {
        ModelName: name,
        ExecutionRoleArn: test.roleArn,
        PrimaryContainer,
      });
    },
    end: async ({ keep = false } = {}) => {
      await running.stop();
      if (!keep) rmSync(dataDir, { recursive: true, force: true });
    },
  };
  if (!options.dataDir) {
    await makeRole(running, root, 'worker', [ALL]);
    await s3('CreateBucket', {});
  }
  return test;
}

/** A request of CreateTrainingJob. */
export function trainingJob(name: string, more: object = {}) {
  return {
    TrainingJobName: name,
    RoleArn: 'arn:aws:iam::111111111111:role/worker',
    AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'File' },
    OutputDataConfig: { S3OutputPath: 's3://lake/artifacts' },
    ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 10 },
    StoppingCondition: { MaxRuntimeInSeconds: 600 },
    ...more,
  };
}

/** A channel that reads from a prefix of the lake. */
export function channel(name: string, prefix: string, more: object = {}) {
  const S3DataSource = { S3DataType: 'S3Prefix', S3Uri: `s3://lake/${prefix}`, ...more };
  return { ChannelName: name, ContentType: 'text/csv', DataSource: { S3DataSource } };
}

/** Names and contents of the files in a tar.gz. */
export async function contentsOf(archive: Buffer): Promise<Record<string, string>> {
  const entries = await unpackTar(gunzipSync(archive));
  return Object.fromEntries(
    entries.map(({ header, data }) => [header.name, Buffer.from(data ?? []).toString('utf8')]),
  );
}

async function tarOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const { packTar } = await import('modern-tar');
  const { gzipSync } = await import('node:zlib');
  const entries = Object.entries(files).map(([name, body]) => ({
    header: { name, size: Buffer.byteLength(body) },
    body,
  }));
  return gzipSync(await packTar(entries));
}

async function makeRole(
  { cloud }: RunningCloud,
  root: Principal,
  name: string,
  statements: readonly PolicyStatement[],
): Promise<string> {
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sagemaker.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    ],
  };
  const input = { RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) };
  const { Role } = await cloud.call<{ Role: { Arn: string } }>('iam', 'CreateRole', input, root);
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  await cloud.call(
    'iam',
    'PutRolePolicy',
    { RoleName: name, PolicyName: 'own', PolicyDocument },
    root,
  );
  return Role.Arn;
}
