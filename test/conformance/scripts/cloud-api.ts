/** A running local cloud, asked through clients of the SDK. */
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Api, PlainRequest, Reply } from './api.ts';
import { commandOf, createClient, untyped } from './clients.ts';
import type { Client, CommandKind } from './clients.ts';
import { jsonAnswer, jsonRequest } from './json-call.ts';
import { CannotReplay, NotOffered } from './outcomes.ts';
import { errorAnswer, saysNotOffered } from './python-errors.ts';
import type { RawResponse } from './python-errors.ts';
import { copySource, parameter, plain } from './python-shapes.ts';
import type { Step } from './script.ts';
import { sendPlain } from './send-plain.ts';
import { isMembers } from './values.ts';
import type { Members } from './values.ts';

const REGION = 'us-east-1';
const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };
const SERVICES = ['states', 'lambda', 'events', 'scheduler', 'sagemaker'];

/** The answers of one cloud. */
export class CloudApi implements Api {
  private readonly clients = new Map<string, Promise<Client>>();
  private raw: RawResponse = { status: 0, headers: {}, body: new Uint8Array() };
  private ownRole?: Promise<string>;

  constructor(private readonly endpoint: string) {}

  /** Empties the cloud. */
  async reset(): Promise<void> {
    const { status } = await fetch(`${this.endpoint}/_local/reset`, { method: 'POST' });
    if (status !== 200) throw new Error(`reset answered ${status}`);
    this.ownRole = undefined;
  }

  /** Closes all connections. */
  async end(): Promise<void> {
    for (const client of await Promise.all(this.clients.values())) client.destroy();
  }

  async send(step: Step, params: Members): Promise<Reply> {
    if (step.client === 'secondary') throw new CannotReplay('needs a second account');
    const service = step.service === 'sqs-query' ? 'sqs' : (step.service ?? '');
    const method = step.method ?? '';
    const request = jsonRequest(service, operationOf(method), { endpoint: this.endpoint, params });
    if (request) return this.sendJson(request, method);
    const kind = await commandOf(service, method);
    const client = await this.client(service, step.clientOpts ?? {});
    const input = asSent(method, parameter(kind.input, params) as Members);
    try {
      const answer = await this.answer(client, kind, input, Boolean(step.paginate));
      return { answer };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return this.refused(error, method);
    }
  }

  private async sendJson(request: PlainRequest, method: string): Promise<Reply> {
    const response = await this.fetch(request);
    const status = Number(response.status_code);
    const headers = response.headers as Readonly<Record<string, string>>;
    const ResponseMetadata = { HTTPStatusCode: status, HTTPHeaders: headers };
    if (status < 300) return { answer: { ...jsonAnswer(response), ResponseMetadata } };
    this.raw = { status, headers, body: Buffer.from(String(response.text)) };
    return this.refused(new Error(String(response.text)), method);
  }

  fetch(request: PlainRequest): Promise<Members> {
    return sendPlain(request, CREDENTIALS, REGION);
  }

  role(): Promise<string> {
    return (this.ownRole ??= this.makeRole());
  }

  pause(seconds: number): Promise<void> {
    return delay(seconds * 1000);
  }

  today(): Date {
    return new Date();
  }

  now(): number {
    return performance.now() / 1000;
  }

  private async answer(
    client: Client,
    { create }: CommandKind,
    input: Members,
    allPages: boolean,
  ): Promise<unknown> {
    const answer = await plain(await client.send(create(input)));
    const members = isMembers(answer) ? answer : {};
    const name = ['NextToken', 'nextToken'].find((token) => members[token]);
    const { status, headers } = this.raw;
    const ResponseMetadata = { HTTPStatusCode: status, HTTPHeaders: headers };
    if (!allPages || name === undefined) return { ...members, ResponseMetadata };
    const more = await this.answer(
      client,
      { create } as CommandKind,
      { ...input, [name]: members[name] },
      true,
    );
    return joined(members, more as Members);
  }

  private refused(error: Error, method: string): Reply {
    const answer = errorAnswer(this.raw, error);
    const { Code, Message } = answer.Error as Members;
    if (saysNotOffered(answer)) throw new NotOffered(`${method} (${String(Code)})`);
    return {
      answer,
      refusal: `An error occurred (${String(Code)}) when calling the ${operationOf(method)} operation: ${String(Message)}`,
    };
  }

  private client(service: string, options: Members): Promise<Client> {
    const region = String(options.region_name ?? options.region ?? REGION);
    const key = `${service} ${region}`;
    const known = this.clients.get(key) ?? this.makeClient(service, region);
    this.clients.set(key, known);
    return known;
  }

  private async makeClient(service: string, region: string): Promise<Client> {
    const client = await createClient(service, {
      region,
      endpoint: this.endpoint,
      credentials: CREDENTIALS,
      maxAttempts: 1,
      disableHostPrefix: true,
      ...(service === 's3' ? { forcePathStyle: true } : {}),
      ...(service === 'sqs' ? { md5: false } : {}),
    });
    client.middlewareStack.add(this.listener(), { step: 'deserialize', priority: 'low' });
    if (service === 's3') client.middlewareStack.add(untyped, { step: 'build', priority: 'low' });
    return client;
  }

  /** Keeps the raw response, with the body of one that is an error. */
  private listener() {
    return (
        next: (args: unknown) => Promise<{
          response: { statusCode: number; headers: Record<string, string>; body: unknown };
        }>,
      ) =>
      async (args: unknown) => {
        const result = await next(args);
        const { response } = result;
        const { statusCode: status, headers } = response;
        const body = status >= 300 ? await bytesOf(response.body) : new Uint8Array();
        if (status >= 300) response.body = body;
        this.raw = { status, headers, body };
        return result;
      };
  }

  private async makeRole(): Promise<string> {
    const iam = new IAMClient({
      region: REGION,
      endpoint: this.endpoint,
      credentials: CREDENTIALS,
    });
    const Principal = { Service: SERVICES.map((name) => `${name}.amazonaws.com`) };
    const RoleName = 'conformance-runner';
    const policy = (statement: object) =>
      JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: policy({ Principal, Action: 'sts:AssumeRole' }),
      }),
    );
    const PolicyDocument = policy({ Action: '*', Resource: '*' });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'all', PolicyDocument }));
    iam.destroy();
    return Role!.Arn!;
  }
}

/** `create_queue`: CreateQueue. */
function operationOf(method: string): string {
  return method.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function isRefusal(error: unknown): error is Error {
  return error instanceof Error && '$metadata' in error && '$fault' in error;
}

/** What the SDK for Python adds to parameters. */
function asSent(method: string, input: Members): Members {
  const body = method === 'put_object' && input.Body === undefined ? { Body: '' } : {};
  const source = 'CopySource' in input ? { CopySource: copySource(input.CopySource) } : {};
  return { ...input, ...body, ...source };
}

function joined(page: Members, more: Members): Members {
  const lists = Object.entries(page).filter(([, value]) => Array.isArray(value));
  const whole = lists.map(([name, value]) => [
    name,
    [...(value as []), ...((more[name] ?? []) as [])],
  ]);
  return { ...more, ...(Object.fromEntries(whole) as Members) };
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) parts.push(part);
  return Buffer.concat(parts);
}
