import { NotEmulated } from '../../../errors.ts';
import type { AwsError } from '../../../errors.ts';
import { validationException } from '../errors.ts';
import { gridSize } from './grid.ts';
import { definitionsOf, objectiveOf, rangesOf } from './request.ts';
import type { NumberRange, ParameterRanges, TuningRequest } from './request.ts';

const NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,31}$/;

const STRATEGIES = ['Bayesian', 'Random', 'Hyperband', 'Grid'];

/** Throws unless the parts of a request go together. */
export function checkTuning(request: TuningRequest): void {
  checkName(request.HyperParameterTuningJobName);
  const { Strategy, ResourceLimits } = request.HyperParameterTuningJobConfig;
  checkStrategy(Strategy);
  refuseNotOffered(request);
  if (request.TrainingJobDefinition && request.TrainingJobDefinitions)
    throw validationException(
      'You must specify either TrainingJobDefinition or TrainingJobDefinitions, but not both.',
    );
  const definitions = definitionsOf(request);
  if (definitions.length === 0)
    throw validationException('A training job definition must be specified.');
  for (const definition of definitions) {
    if (definition.AlgorithmSpecification.TrainingImage === undefined)
      throw new NotEmulated('AlgorithmName', 'name a TrainingImage');
    if (!objectiveOf(request, definition))
      throw validationException('An objective metric must be specified for the tuning job.');
    checkRanges(rangesOf(request, definition));
  }
  checkEnds(request);
  if (Strategy === 'Grid') return checkGrid(request);
  if (ResourceLimits.MaxNumberOfTrainingJobs === undefined)
    throw validationException(
      'MaxNumberOfTrainingJobs must be specified when the strategy is not Grid.',
    );
}

/** How many training jobs a request makes in all. */
export function totalOf(request: TuningRequest): number {
  const { Strategy, ResourceLimits } = request.HyperParameterTuningJobConfig;
  if (Strategy !== 'Grid') return ResourceLimits.MaxNumberOfTrainingJobs!;
  return gridSize(rangesOf(request, definitionsOf(request)[0]!));
}

function checkName(name: string): void {
  if (NAME.test(name)) return;
  throw validationException(
    `1 validation error detected: Value '${name}' at 'hyperParameterTuningJobName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9](-*[a-zA-Z0-9]){0,31}`,
  );
}

function checkStrategy(strategy: string): void {
  if (!STRATEGIES.includes(strategy)) {
    throw validationException(
      `1 validation error detected: Value '${strategy}' at 'hyperParameterTuningJobConfig.strategy' failed to satisfy constraint: Member must satisfy enum value set: [${STRATEGIES.join(', ')}]`,
    );
  }
  if (strategy === 'Hyperband')
    throw new NotEmulated('the strategy Hyperband', 'use Random, Grid or Bayesian');
}

function refuseNotOffered(request: TuningRequest): void {
  const { ConvergenceDetected } =
    request.HyperParameterTuningJobConfig.TuningJobCompletionCriteria ?? {};
  if (ConvergenceDetected?.CompleteOnConvergence === 'Enabled')
    throw new NotEmulated('ConvergenceDetected', 'use BestObjectiveNotImproving');
  if (request.Autotune) throw new NotEmulated('Autotune', 'name ranges');
}

/** Limits of what ends a tuning job. Source: API reference, ResourceLimits, BestObjectiveNotImproving. */
function checkEnds({ HyperParameterTuningJobConfig: config }: TuningRequest): void {
  const seconds = config.ResourceLimits.MaxRuntimeInSeconds;
  const jobs =
    config.TuningJobCompletionCriteria?.BestObjectiveNotImproving
      ?.MaxNumberOfTrainingJobsNotImproving;
  const place = 'hyperParameterTuningJobConfig';
  const runtime = `${place}.resourceLimits.maxRuntimeInSeconds`;
  if (seconds !== undefined && seconds < 120)
    throw outOfRange(seconds, runtime, 'greater than or equal to 120');
  if (seconds !== undefined && seconds > 15_768_000)
    throw outOfRange(seconds, runtime, 'less than or equal to 15768000');
  if (jobs !== undefined && jobs < 3) {
    const member = 'bestObjectiveNotImproving.maxNumberOfTrainingJobsNotImproving';
    throw outOfRange(
      jobs,
      `${place}.tuningJobCompletionCriteria.${member}`,
      'greater than or equal to 3',
    );
  }
}

function outOfRange(value: number, member: string, bound: string): AwsError {
  return validationException(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must have value ${bound}`,
  );
}

function checkRanges(ranges: ParameterRanges): void {
  if (ranges.AutoParameters?.length) throw new NotEmulated('AutoParameters', 'name ranges');
  const numbers = [
    ...(ranges.IntegerParameterRanges ?? []),
    ...(ranges.ContinuousParameterRanges ?? []),
  ];
  for (const range of numbers) checkNumbers(range);
  const names = [...numbers, ...(ranges.CategoricalParameterRanges ?? [])].map(({ Name }) => Name);
  if (names.length === 0)
    throw validationException('At least one hyperparameter range must be specified.');
  if (new Set(names).size < names.length)
    throw validationException('Hyperparameter names must be unique.');
}

function checkNumbers({ Name, MinValue, MaxValue, ScalingType = 'Auto' }: NumberRange): void {
  const [min, max] = [Number(MinValue), Number(MaxValue)];
  if (Number.isNaN(min) || Number.isNaN(max) || min > max) {
    throw validationException(
      `Invalid range for hyperparameter ${Name}: MinValue ${MinValue} must be a number that is not greater than MaxValue ${MaxValue}.`,
    );
  }
  if (ScalingType === 'Logarithmic' && min <= 0) {
    throw validationException(
      `Invalid range for hyperparameter ${Name}: logarithmic scaling needs a MinValue greater than 0.`,
    );
  }
  if (ScalingType === 'ReverseLogarithmic' && (min < 0 || max >= 1)) {
    throw validationException(
      `Invalid range for hyperparameter ${Name}: reverse logarithmic scaling needs values from 0 to below 1.`,
    );
  }
}

function checkGrid(request: TuningRequest): void {
  const definitions = definitionsOf(request);
  const [first] = definitions.map((definition) => rangesOf(request, definition));
  const { IntegerParameterRanges = [], ContinuousParameterRanges = [] } = first!;
  if (
    definitions.length > 1 ||
    IntegerParameterRanges.length > 0 ||
    ContinuousParameterRanges.length > 0
  ) {
    throw validationException(
      'Grid search is only supported for one training job definition with categorical parameters.',
    );
  }
  const { MaxNumberOfTrainingJobs: most } = request.HyperParameterTuningJobConfig.ResourceLimits;
  if (most !== undefined && most !== gridSize(first!)) {
    throw validationException(
      `MaxNumberOfTrainingJobs must be ${gridSize(first!)}, the number of combinations of the grid, or left out.`,
    );
  }
}
