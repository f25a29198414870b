import type { ModelDefinition } from '../../domain/definition/index.ts';
import { expression } from './asl.ts';
import type { State, States } from './asl.ts';
import { createModelState } from './states/create-model.ts';
import { deleteModelState } from './states/delete-model.ts';
import { functionTask } from './states/function-task.ts';
import type { FunctionTask } from './states/function-task.ts';
import { trainingJobState } from './states/training-job.ts';
import { transformJobState } from './states/transform-job.ts';

/** Functions that a pipeline calls, by their folder below `lambda/`. */
export const PIPELINE_FUNCTIONS = [
  'plan-run',
  'prepare-features',
  'evaluate-challenger',
  'judge-challenger',
  'register-version',
  'request-approval',
  'build-baseline',
  'deploy-version',
  'observe-deployment',
  'promote-version',
  'end-run',
  'collect-slot',
] as const;

/** One of them. */
export type PipelineFunction = (typeof PIPELINE_FUNCTIONS)[number];

/** What a definition of a pipeline is made of. */
export interface PipelineParts {
  readonly definition: ModelDefinition;
  readonly partition: string;
  readonly functionArns: Readonly<Record<PipelineFunction, string>>;
  readonly trainingRoleArn: string;
  readonly modelRoleArn: string;
  /** Key of everything that jobs write. @default - keys that AWS manages */
  readonly kmsKeyArn?: string;
}

/** Seconds between two looks at an endpoint that is being created. */
const LOOK_SECONDS = 30;

/** Looks after which an endpoint counts as one that never comes up: an hour. */
const MAX_LOOKS = 120;

/** Whatever goes wrong from here on ends the run with its reason. */
const FAILED = [
  {
    ErrorEquals: ['States.ALL'],
    Assign: { ending: { outcome: 'failed', error: expression('$states.errorOutput') } },
    Next: 'EndRun',
  },
];

const RUN = { model: expression('$plan.model'), runId: expression('$plan.runId') };

/** The state machine of one model, as Amazon States Language. */
export function pipelineDefinition(parts: PipelineParts): object {
  return {
    Comment: `trains, judges and rolls out '${parts.definition.name}'`,
    QueryLanguage: 'JSONata',
    StartAt: 'PlanRun',
    TimeoutSeconds: 14 * 24 * 3600,
    States: {
      ...planning(parts),
      ...training(parts),
      ...judging(parts),
      ...delivering(parts),
      ...ending(parts),
    },
  };
}

function call(
  parts: PipelineParts,
  name: PipelineFunction,
  task: Omit<FunctionTask, 'functionArn' | 'partition'>,
): State {
  return functionTask({
    catch: FAILED,
    ...task,
    functionArn: parts.functionArns[name],
    partition: parts.partition,
  });
}

function choice(
  condition: string,
  next: string,
  otherwise: string,
  assign?: Readonly<Record<string, unknown>>,
): State {
  return {
    Type: 'Choice',
    Choices: [{ Condition: expression(condition), Next: next }],
    Default: otherwise,
    ...(assign ? { Assign: assign } : {}),
  };
}

/** Sets how the run ends, and ends it. */
function end(outcome: string, reason: string): State {
  return {
    Type: 'Pass',
    Assign: { ending: { outcome, reason: expression(reason) } },
    Next: 'EndRun',
  };
}

function planning(parts: PipelineParts): States {
  return {
    PlanRun: {
      ...call(parts, 'plan-run', {
        payload: expression('$states.context.Execution.Input'),
        next: 'IsReady',
      }),
      Catch: [
        {
          ErrorEquals: ['States.ALL'],
          Assign: {
            plan: expression(
              "{'model': $states.context.Execution.Input.model, 'runId': $states.context.Execution.Input.runId}",
            ),
            ending: { outcome: 'failed', error: expression('$states.errorOutput') },
            registered: { version: null },
          },
          Next: 'EndRun',
        },
      ],
      Assign: {
        plan: expression('$states.result.Payload'),
        looks: 0,
        modelName: expression("''"),
        registered: { version: null },
      },
    },
    IsReady: choice('$plan.ready', 'PrepareFeatures', 'NotReady'),
    NotReady: end('refused', '$plan.note'),
    PrepareFeatures: call(parts, 'prepare-features', {
      payload: RUN,
      keepAs: 'prepared',
      next: 'IsPrepared',
    }),
    IsPrepared: choice('$prepared.ready', 'Train', 'NotPrepared'),
    NotPrepared: end('refused', '$prepared.note'),
  };
}

function training(parts: PipelineParts): States {
  const { definition, partition, kmsKeyArn } = parts;
  const isolated = definition.serving.mode === 'instances';
  return {
    Train: trainingJobState({
      definition,
      partition,
      kmsKeyArn,
      roleArn: parts.trainingRoleArn,
      next: 'IsTrained',
      catch: FAILED,
    }),
    IsTrained: choice("$job.status = 'Completed'", 'CreateModel', 'NotTrained'),
    NotTrained: end('failed', "'the training job ' & $job.name & ' ended as ' & $job.status"),
    CreateModel: createModelState({
      partition,
      roleArn: parts.modelRoleArn,
      isolated,
      next: 'PredictHoldout',
      catch: FAILED,
    }),
    PredictHoldout: {
      Type: 'Parallel',
      Branches: [
        branch(
          'PredictByChallenger',
          transformJobState({ who: 'challenger', partition, modelName: '$modelName', kmsKeyArn }),
        ),
        championBranch(parts),
      ],
      Catch: FAILED,
      Assign: { transforms: expression('$states.result.status') },
      Next: 'IsPredicted',
    },
    IsPredicted: choice(
      "$count($transforms[$ != 'Completed']) = 0",
      'EvaluateChallenger',
      'NotPredicted',
    ),
    NotPredicted: end(
      'failed',
      "'a transform job of the holdout ended as ' & $join($transforms, ', ')",
    ),
  };
}

function branch(name: string, state: State): object {
  return { StartAt: name, States: { [name]: state } };
}

function championBranch({ partition, kmsKeyArn }: PipelineParts): object {
  return {
    StartAt: 'HasChampion',
    States: {
      HasChampion: choice('$plan.hasChampion', 'PredictByChampion', 'NoChampion'),
      PredictByChampion: transformJobState({
        who: 'champion',
        partition,
        modelName: '$plan.transform.championModelName',
        kmsKeyArn,
      }),
      NoChampion: { Type: 'Pass', Output: { status: 'Completed' }, End: true },
    },
  };
}

function judging(parts: PipelineParts): States {
  return {
    EvaluateChallenger: call(parts, 'evaluate-challenger', {
      payload: RUN,
      next: 'JudgeChallenger',
    }),
    JudgeChallenger: call(parts, 'judge-challenger', { payload: RUN, next: 'RegisterVersion' }),
    RegisterVersion: call(parts, 'register-version', {
      payload: {
        ...RUN,
        trainingJobName: expression('$job.name'),
        trainingJobArn: expression('$job.arn'),
        modelArtifact: expression('$job.artifact'),
        modelName: expression('$modelName'),
      },
      keepAs: 'registered',
      next: 'IsApproved',
    }),
    IsApproved: {
      Type: 'Choice',
      Choices: [
        { Condition: expression("$registered.status = 'approved'"), Next: 'BuildBaseline' },
        { Condition: expression("$registered.status = 'pending'"), Next: 'RequestApproval' },
      ],
      Default: 'DeleteRefusedModel',
    },
    DeleteRefusedModel: deleteModelState(parts.partition, 'Refused'),
    Refused: end('refused', '$registered.reason'),
    RequestApproval: call(parts, 'request-approval', {
      payload: {
        ...RUN,
        version: expression('$registered.version'),
        taskToken: expression('$states.context.Task.Token'),
      },
      waitForToken: true,
      timeoutSeconds: expression('$plan.approval.timeoutSeconds'),
      next: 'BuildBaseline',
      catch: [
        {
          ErrorEquals: ['Rejected'],
          Assign: { ending: { outcome: 'rejected', error: expression('$states.errorOutput') } },
          Next: 'EndRun',
        },
        {
          ErrorEquals: ['States.Timeout'],
          Assign: { ending: { outcome: 'expired', reason: 'nobody approved in time' } },
          Next: 'EndRun',
        },
        ...FAILED,
      ],
    }),
  };
}

function delivering(parts: PipelineParts): States {
  const version = { ...RUN, version: expression('$registered.version') };
  return {
    BuildBaseline: call(parts, 'build-baseline', { payload: version, next: 'DeployVersion' }),
    DeployVersion: call(parts, 'deploy-version', {
      payload: version,
      keepAs: 'deployment',
      next: 'WaitForEndpoint',
    }),
    WaitForEndpoint: {
      Type: 'Wait',
      Seconds: LOOK_SECONDS,
      Assign: { looks: expression('$looks + 1') },
      Next: 'ObserveDeployment',
    },
    ObserveDeployment: call(parts, 'observe-deployment', {
      payload: expression('$deployment'),
      keepAs: 'observed',
      next: 'IsServing',
    }),
    IsServing: {
      Type: 'Choice',
      Choices: [
        { Condition: expression("$observed.status = 'ready'"), Next: 'PromoteVersion' },
        {
          Condition: expression(`$observed.status = 'creating' and $looks < ${MAX_LOOKS}`),
          Next: 'WaitForEndpoint',
        },
      ],
      Default: 'NotDeployed',
    },
    NotDeployed: { ...end('not-deployed', '$observed.reason'), Next: 'CollectFailed' },
    CollectFailed: call(parts, 'collect-slot', {
      payload: slotOf('$deployment'),
      next: 'EndRun',
      catch: [{ ErrorEquals: ['States.ALL'], Next: 'EndRun' }],
    }),
    PromoteVersion: call(parts, 'promote-version', {
      payload: {
        ...version,
        slot: expression('$deployment.slot'),
        endpointName: expression('$deployment.endpointName'),
      },
      keepAs: 'promoted',
      next: 'Promoted',
    }),
    Promoted: end('promoted', "'version ' & $string($registered.version) & ' serves'"),
  };
}

function slotOf(variable: string) {
  return {
    model: expression('$plan.model'),
    slot: expression(`${variable}.slot`),
    version: expression(`${variable}.version`),
  };
}

function ending(parts: PipelineParts): States {
  return {
    EndRun: call(parts, 'end-run', {
      payload: expression(
        "$merge([{'model': $plan.model, 'runId': $plan.runId, 'version': $registered.version}, $ending])",
      ),
      next: 'HowItEnded',
      catch: [{ ErrorEquals: ['States.ALL'], Next: 'NotEnded' }],
    }),
    NotEnded: {
      Type: 'Fail',
      Error: 'RunNotEnded',
      Cause: 'the end of the run could not be recorded',
    },
    HowItEnded: {
      Type: 'Choice',
      Choices: [
        {
          Condition: expression("$ending.outcome = 'promoted' and $promoted.previous != null"),
          Next: 'KeepPrevious',
        },
        { Condition: expression("$ending.outcome in ['failed', 'not-deployed']"), Next: 'Failed' },
      ],
      Default: 'Done',
    },
    KeepPrevious: {
      Type: 'Wait',
      Seconds: expression('$plan.collectAfterSeconds'),
      Next: 'CollectPrevious',
    },
    CollectPrevious: call(parts, 'collect-slot', {
      payload: slotOf('$promoted.previous'),
      next: 'Done',
      catch: [{ ErrorEquals: ['States.ALL'], Next: 'NotCollected' }],
    }),
    NotCollected: {
      Type: 'Fail',
      Error: 'SlotNotCollected',
      Cause: 'the endpoint of the previous version could not be removed and still costs money',
    },
    Failed: {
      Type: 'Fail',
      Error: expression('$ending.outcome'),
      Cause: expression('$string($ending)'),
    },
    Done: { Type: 'Succeed', Output: expression('$ending') },
  };
}
