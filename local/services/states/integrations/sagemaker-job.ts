import { StateFailure } from '../language/failure.ts';
import type { Json, JsonObject } from '../language/json.ts';
import { callForOutput, callService } from './call.ts';
import type { Integration, TaskAnswer, TaskRequest } from './integration.ts';
import { objectParameters } from './message-parameters.ts';
import { plainOutput } from './plain-output.ts';
import { SAGEMAKER_ERRORS } from './sagemaker-requests.ts';

/** A kind of SageMaker job. */
export interface JobKind {
  /** For example `TrainingJob`: what Create, Describe and Stop are followed by. */
  readonly name: string;
  /** Part of the ARN, for example `training-job`. */
  readonly arnType: string;
}

/** The tag by which a job is known to have been started by Step Functions. */
const MANAGED = { Key: 'MANAGED_BY_AWS', Value: 'STARTED_BY_STEP_FUNCTIONS' };

const ENDED: ReadonlySet<Json | undefined> = new Set(['Completed', 'Failed', 'Stopped']);

/** A SageMaker job that is waited for: `.sync`. */
export function sagemakerJob(kind: JobKind): Integration {
  return {
    perform: (request) => start(kind, request),
    collect: async (request) => {
      const description = await describe(kind, request);
      const status = description[`${kind.name}Status`];
      if (!ENDED.has(status)) return undefined;
      if (status === 'Failed')
        throw new StateFailure({ error: 'States.TaskFailed', cause: JSON.stringify(description) });
      return description;
    },
    stop: async (request) => {
      await callJob('Stop', kind, request);
    },
  };
}

/** Under which the end of a job is announced, from its ARN. */
export function jobKeyOf(arn: string): string {
  return arn.toLowerCase();
}

async function start(kind: JobKind, request: TaskRequest): Promise<TaskAnswer> {
  const parameters = objectParameters(request);
  const tags = Array.isArray(parameters.Tags) ? parameters.Tags : [];
  const input = { ...parameters, Tags: [...tags, MANAGED] };
  const arn = arnOf(kind, request);
  try {
    const call = { service: 'sagemaker', action: `Create${kind.name}`, input };
    return {
      kind: 'submitted',
      output: await callForOutput(request, call, SAGEMAKER_ERRORS),
      jobKey: jobKeyOf(arn),
    };
  } catch (error) {
    if (!isInUse(error) || !(await startedByThisTask(kind, request))) throw error;
    return { kind: 'submitted', output: { [`${kind.name}Arn`]: arn }, jobKey: jobKeyOf(arn) };
  }
}

function isInUse(error: unknown): boolean {
  return error instanceof StateFailure && error.record.error === 'SageMaker.ResourceInUseException';
}

/**
 * After a crash between the call and its record the job exists already: ours, and younger than the
 * task.
 */
async function startedByThisTask(kind: JobKind, request: TaskRequest): Promise<boolean> {
  const [description, tags] = [await describe(kind, request), await tagsOf(kind, request)];
  const managed = tags.some((tag) => tag.Key === MANAGED.Key && tag.Value === MANAGED.Value);
  return managed && Number(description.CreationTime) >= request.task.scheduled;
}

async function describe(kind: JobKind, request: TaskRequest): Promise<JsonObject> {
  // Describe answers with an object.
  return plainOutput(await callJob('Describe', kind, request), 'millis') as JsonObject;
}

function callJob(verb: 'Describe' | 'Stop', kind: JobKind, request: TaskRequest): Promise<unknown> {
  const input = { [`${kind.name}Name`]: nameOf(kind, request) };
  return callService(
    request,
    { service: 'sagemaker', action: verb + kind.name, input },
    SAGEMAKER_ERRORS,
  );
}

async function tagsOf(
  kind: JobKind,
  request: TaskRequest,
): Promise<{ Key?: string; Value?: string }[]> {
  const call = {
    service: 'sagemaker',
    action: 'ListTags',
    input: { ResourceArn: arnOf(kind, request) },
  };
  const answer = (await callService(request, call, SAGEMAKER_ERRORS)) as {
    Tags?: { Key?: string; Value?: string }[];
  };
  return answer.Tags ?? [];
}

function nameOf(kind: JobKind, request: TaskRequest): string {
  return String(objectParameters(request)[`${kind.name}Name`]);
}

function arnOf(kind: JobKind, { cloud, ...request }: TaskRequest): string {
  const name = nameOf(kind, { cloud, ...request }).toLowerCase();
  return `arn:${cloud.partition}:sagemaker:${cloud.region}:${cloud.accountId}:${kind.arnType}/${name}`;
}
