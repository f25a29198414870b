/**
 * Tuning jobs that start from others. Source: SageMaker developer guide, running a warm start
 * hyperparameter tuning job.
 */
import type { Cloud } from '../../../kernel/index.ts';
import { validationException } from '../errors.ts';
import { definitionsOf, objectiveOf } from './request.ts';
import type { TuningRequest } from './request.ts';
import { bestOf, trialsOf } from './trials.ts';
import type { Trial } from './trials.ts';
import { findTuningJob, tuningJobNamed } from './tuning-job.ts';
import type { TuningJob } from './tuning-job.ts';

const TYPES = ['IdenticalDataAndAlgorithm', 'TransferLearning'];
const MOST_PARENTS = 5;

/** Throws unless a request may start from the jobs that it names. */
export function checkWarmStart(cloud: Cloud, request: TuningRequest): void {
  const { WarmStartConfig: config } = request;
  if (!config) return;
  if (!TYPES.includes(config.WarmStartType))
    throw refused(
      config.WarmStartType,
      'warmStartType',
      `satisfy enum value set: [${TYPES.join(', ')}]`,
    );
  const parents = namesOf(request);
  const count = `[${parents.join(', ')}]`;
  if (parents.length < 1) throw refused(count, PARENTS, 'have length greater than or equal to 1');
  if (parents.length > MOST_PARENTS)
    throw refused(count, PARENTS, `have length less than or equal to ${MOST_PARENTS}`);
  for (const name of parents) checkParent(tuningJobNamed(cloud, name), request);
}

const PARENTS = 'parentHyperParameterTuningJobs';

function refused(value: string, member: string, rule: string) {
  return validationException(
    `1 validation error detected: Value '${value}' at 'warmStartConfig.${member}' failed to satisfy constraint: Member must ${rule}`,
  );
}

function checkParent(parent: TuningJob, request: TuningRequest): void {
  if (parent.ended === undefined)
    throw validationException(
      `The parent tuning job ${parent.name} has not ended: its status is ${parent.status}.`,
    );
  const metrics = [parent.request, request].map(metricsOf);
  if (metrics[0] !== metrics[1])
    throw validationException(
      `The objective metric must be the same as that of the parent tuning job ${parent.name}.`,
    );
}

function metricsOf(request: TuningRequest): string {
  const objectives = definitionsOf(request).map((definition) => objectiveOf(request, definition)!);
  return [...new Set(objectives.map(({ Type, MetricName }) => `${Type} ${MetricName}`))]
    .sort()
    .join();
}

function namesOf({ WarmStartConfig: config }: TuningRequest): readonly string[] {
  const parents = config?.ParentHyperParameterTuningJobs ?? [];
  return parents.map(({ HyperParameterTuningJobName: name }) => name);
}

/** The best training job of a tuning job and of those that it starts from, with whose it is. */
export function overallBest(
  cloud: Cloud,
  tuning: TuningJob,
  trials: readonly Trial[],
): { readonly trial: Trial; readonly tuningJob: string } | undefined {
  if (tuning.request.WarmStartConfig?.WarmStartType !== 'IdenticalDataAndAlgorithm')
    return undefined;
  const parents = namesOf(tuning.request).flatMap((name) => findTuningJob(cloud, name) ?? []);
  const all = [tuning, ...parents].map((job) => ({
    job,
    trials: job === tuning ? trials : trialsOf(cloud, job),
  }));
  const trial = bestOf(all.flatMap((one) => one.trials));
  const owner = all.find((one) => trial && one.trials.includes(trial));
  return trial && owner && { trial, tuningJob: owner.job.name };
}
