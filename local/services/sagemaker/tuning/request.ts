import type { Tag } from '../../../kernel/index.ts';
import type { TrainingRequest } from '../jobs/training-request.ts';

/** A range of numbers, as texts. */
export interface NumberRange {
  readonly Name: string;
  readonly MinValue: string;
  readonly MaxValue: string;
  readonly ScalingType?: string;
}

/** Values to choose among. */
export interface CategoricalRange {
  readonly Name: string;
  readonly Values: readonly string[];
}

/** What a tuning job may try. */
export interface ParameterRanges {
  readonly IntegerParameterRanges?: readonly NumberRange[];
  readonly ContinuousParameterRanges?: readonly NumberRange[];
  readonly CategoricalParameterRanges?: readonly CategoricalRange[];
  readonly AutoParameters?: readonly object[];
}

/** What a tuning job looks at. */
export interface Objective {
  readonly Type: 'Minimize' | 'Maximize';
  readonly MetricName: string;
}

/** How a tuning job works. */
export interface TuningConfig {
  readonly Strategy: string;
  readonly HyperParameterTuningJobObjective?: Objective;
  readonly ResourceLimits: {
    readonly MaxNumberOfTrainingJobs?: number;
    readonly MaxParallelTrainingJobs: number;
    readonly MaxRuntimeInSeconds?: number;
  };
  readonly ParameterRanges?: ParameterRanges;
  readonly TrainingJobEarlyStoppingType?: string;
  readonly TuningJobCompletionCriteria?: {
    readonly TargetObjectiveMetricValue?: number;
    readonly BestObjectiveNotImproving?: { readonly MaxNumberOfTrainingJobsNotImproving?: number };
    readonly ConvergenceDetected?: { readonly CompleteOnConvergence?: string };
  };
  readonly RandomSeed?: number;
}

/** How the training jobs of a tuning job are made. */
export interface TrainingDefinition extends Omit<
  TrainingRequest,
  'TrainingJobName' | 'HyperParameters' | 'Tags' | 'ResourceConfig'
> {
  readonly DefinitionName?: string;
  readonly TuningObjective?: Objective;
  readonly HyperParameterRanges?: ParameterRanges;
  readonly StaticHyperParameters?: Readonly<Record<string, string>>;
  readonly ResourceConfig?: TrainingRequest['ResourceConfig'];
  readonly HyperParameterTuningResourceConfig?: TrainingRequest['ResourceConfig'];
}

/** Input of CreateHyperParameterTuningJob, as far as it is looked at. */
export interface TuningRequest {
  readonly HyperParameterTuningJobName: string;
  readonly HyperParameterTuningJobConfig: TuningConfig;
  readonly TrainingJobDefinition?: TrainingDefinition;
  readonly TrainingJobDefinitions?: readonly TrainingDefinition[];
  readonly WarmStartConfig?: {
    readonly ParentHyperParameterTuningJobs: readonly {
      readonly HyperParameterTuningJobName: string;
    }[];
    readonly WarmStartType: string;
  };
  readonly Autotune?: object;
  readonly Tags?: readonly Tag[];
}

/** Every definition of a request: there is one, or a list. */
export function definitionsOf(request: TuningRequest): readonly TrainingDefinition[] {
  return request.TrainingJobDefinition
    ? [request.TrainingJobDefinition]
    : (request.TrainingJobDefinitions ?? []);
}

/** What a definition may try. */
export function rangesOf(request: TuningRequest, definition: TrainingDefinition): ParameterRanges {
  return (
    definition.HyperParameterRanges ?? request.HyperParameterTuningJobConfig.ParameterRanges ?? {}
  );
}

/** What a definition is judged by. */
export function objectiveOf(
  request: TuningRequest,
  definition: TrainingDefinition,
): Objective | undefined {
  return (
    definition.TuningObjective ??
    request.HyperParameterTuningJobConfig.HyperParameterTuningJobObjective
  );
}
