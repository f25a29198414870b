import { AwsError } from '../../../errors.ts';
import type { Cloud, Delivery, TimerHandler } from '../../../kernel/index.ts';
import { announceState } from '../events.ts';
import { createJob } from '../jobs/create-job.ts';
import { stopJob } from '../jobs/stop-job.ts';
import { tagsOf } from '../tags.ts';
import { totalOf } from './check.ts';
import { describeTuning } from './describe.ts';
import { hasEnough } from './enough.ts';
import { gridPoint } from './grid.ts';
import type { Parameters } from './grid.ts';
import { definitionsOf, objectiveOf, rangesOf } from './request.ts';
import type { TrainingDefinition } from './request.ts';
import { sample, seeded } from './sample.ts';
import { saveTrial, trialsOf } from './trials.ts';
import type { Trial } from './trials.ts';
import { findTuningJob, saveTuningJob } from './tuning-job.ts';
import type { TuningJob, TuningStatus } from './tuning-job.ts';

/**
 * Outbox row `sagemaker.tune`: brings a tuning job on. It comes when the job is made, when one of
 * its training jobs has ended, and when it is to stop.
 */
export function tune({ payload, cloud }: Delivery<{ readonly name: string }>): void {
  cloud.db.transaction(() => {
    const tuning = findTuningJob(cloud, payload.name);
    if (!tuning || tuning.ended !== undefined) return;
    const trials = trialsOf(cloud, tuning);
    const running = trials.filter(({ job }) => isOpen(job.status));
    if (tuning.status === 'Stopping') return stopTrials(cloud, tuning, running);
    if (hasEnough(tuning, trials, cloud.world.now()))
      return stopTrials(cloud, tuning, running, 'Completed');
    launch(cloud, tuning, trials, running);
  });
}

/** Timer of a tuning job's MaxRuntimeInSeconds. */
export const tuningTimeout: TimerHandler = ({ key, cloud }) => {
  cloud.outbox.send('sagemaker.tune', { name: key });
};

/** Writes how a tuning job stands and tells EventBridge. */
export function advanceTuning(
  cloud: Cloud,
  tuning: TuningJob,
  status: TuningStatus,
  reason?: string,
): void {
  const now = cloud.world.now();
  const over = status !== 'InProgress' && status !== 'Stopping';
  const next = { ...tuning, status, reason, modified: now, ...(over ? { ended: now } : {}) };
  if (over) cloud.timers.cancel('sagemaker.tuning-timeout', tuning.name);
  saveTuningJob(cloud, next);
  tellTuning(cloud, next);
}

/** Tells EventBridge how a tuning job stands. */
export function tellTuning(cloud: Cloud, tuning: TuningJob): void {
  announceState(cloud, 'SageMaker HyperParameter Tuning Job State Change', tuning.arn, {
    ...describeTuning(cloud, tuning, (moment) => moment),
    Tags: Object.fromEntries(tagsOf(cloud, tuning.arn).map(({ Key, Value }) => [Key, Value])),
  });
}

function isOpen(status: string): boolean {
  return status === 'InProgress' || status === 'Stopping';
}

/** Ends a tuning job once nothing of it runs; what runs is told to stop. */
function stopTrials(
  cloud: Cloud,
  tuning: TuningJob,
  running: readonly Trial[],
  end: TuningStatus = 'Stopped',
): void {
  if (running.length === 0) return advanceTuning(cloud, tuning, end);
  for (const { job } of running)
    if (job.status === 'InProgress') stopJob(cloud, 'TrainingJob', job.name);
}

function launch(
  cloud: Cloud,
  tuning: TuningJob,
  trials: readonly Trial[],
  running: readonly Trial[],
): void {
  const total = totalOf(tuning.request);
  const { MaxParallelTrainingJobs: parallel } =
    tuning.request.HyperParameterTuningJobConfig.ResourceLimits;
  const free = Math.min(parallel - running.length, total - trials.length);
  try {
    for (let number = trials.length; number < trials.length + free; number++)
      launchOne(cloud, tuning, number);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return advanceTuning(cloud, tuning, 'Failed', `ClientError: ${error.message}`);
  }
  if (running.length > 0 || free > 0) return;
  const failed = trials.every(({ job }) => job.status === 'Failed');
  if (!failed) return advanceTuning(cloud, tuning, 'Completed');
  advanceTuning(
    cloud,
    tuning,
    'Failed',
    'All training jobs failed. Please take a look at the training jobs failures to get more details.',
  );
}

function launchOne(cloud: Cloud, tuning: TuningJob, number: number): void {
  const definitions = definitionsOf(tuning.request);
  const definition = definitions[number % definitions.length]!;
  const tuned = parametersOf(cloud, tuning, definition, number);
  const suffix = cloud.world.uuid().slice(0, 8);
  const job = `${tuning.name}-${String(number + 1).padStart(3, '0')}-${suffix}`;
  saveTrial(cloud, tuning.name, { job, tuned, definition: definition.DefinitionName });
  const request = {
    ...trainingRequest(definition),
    TrainingJobName: job,
    TuningJobArn: tuning.arn,
    HyperParameters: {
      ...definition.StaticHyperParameters,
      ...tuned,
      _tuning_objective_metric: objectiveOf(tuning.request, definition)!.MetricName,
    },
    Tags: tuning.request.Tags,
  };
  createJob({ cloud }, 'TrainingJob', request);
}

function parametersOf(
  cloud: Cloud,
  { request }: TuningJob,
  definition: TrainingDefinition,
  number: number,
): Parameters {
  const { Strategy, RandomSeed } = request.HyperParameterTuningJobConfig;
  const ranges = rangesOf(request, definition);
  if (Strategy === 'Grid') return gridPoint(ranges, number);
  return sample(
    ranges,
    RandomSeed === undefined ? () => cloud.world.random() : seeded(RandomSeed, number),
  );
}

/** A definition without what only tuning knows. */
function trainingRequest({
  DefinitionName: _name,
  TuningObjective: _objective,
  HyperParameterRanges: _ranges,
  StaticHyperParameters: _static,
  HyperParameterTuningResourceConfig: tuningResources,
  ResourceConfig = tuningResources,
  ...request
}: TrainingDefinition): object {
  return {
    EnableNetworkIsolation: false,
    EnableInterContainerTrafficEncryption: false,
    EnableManagedSpotTraining: false,
    ...request,
    ResourceConfig,
    StoppingCondition: { MaxRuntimeInSeconds: 86_400, ...request.StoppingCondition },
  };
}
