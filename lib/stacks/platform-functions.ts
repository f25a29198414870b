import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { admitUpload } from '../../lambda/admit-upload/contract.ts';
import { buildBaseline } from '../../lambda/build-baseline/contract.ts';
import { checkModel } from '../../lambda/check-model/contract.ts';
import { collectSlot } from '../../lambda/collect-slot/contract.ts';
import { comparePieces } from '../../lambda/compare-pieces/contract.ts';
import { decideRetraining } from '../../lambda/decide-retraining/contract.ts';
import { deployVersion } from '../../lambda/deploy-version/contract.ts';
import { endRun } from '../../lambda/end-run/contract.ts';
import { evaluateChallenger } from '../../lambda/evaluate-challenger/contract.ts';
import { joinGroundTruth } from '../../lambda/join-ground-truth/contract.ts';
import { judgeChallenger } from '../../lambda/judge-challenger/contract.ts';
import { judgePieces } from '../../lambda/judge-piece/contract.ts';
import { manageModel } from '../../lambda/manage-model/contract.ts';
import { mergePieces } from '../../lambda/merge-pieces/contract.ts';
import { notifyOncall } from '../../lambda/notify-oncall/contract.ts';
import { observeDeployment } from '../../lambda/observe-deployment/contract.ts';
import { operateModel } from '../../lambda/operate-model/contract.ts';
import { planPieces } from '../../lambda/plan-pieces/contract.ts';
import { planRun } from '../../lambda/plan-run/contract.ts';
import { prepareFeatures } from '../../lambda/prepare-features/contract.ts';
import { promoteVersion } from '../../lambda/promote-version/contract.ts';
import { registerVersion } from '../../lambda/register-version/contract.ts';
import { requestApproval } from '../../lambda/request-approval/contract.ts';
import { surveyPiece } from '../../lambda/survey-piece/contract.ts';
import { writeCaptures } from '../../lambda/write-captures/contract.ts';
import type { EnvironmentOf, HandlerContract } from '../../domain/handler-contract.ts';
import { ContractFunction } from '../functions/contract-function.ts';
import type { ContractFunctionProps } from '../functions/contract-function.ts';

/** Environment that functions share; each gets the variables that its contract names, no others. */
export interface SharedEnvironment {
  readonly REGISTRY_TABLE: string;
  readonly LANDING_BUCKET: string;
  readonly LAKE_BUCKET: string;
  readonly ARTIFACT_BUCKET: string;
  readonly EVENT_BUS: string;
  readonly ONCALL_TOPIC_ARN: string;
  readonly CODE_VERSION: string;
  readonly LARGE_UPLOADS_ARN: string;
  readonly LARGE_UPLOAD_BYTES: string;
  readonly PIECE_BYTES: string;
}

/** What is particular about a function. */
interface FunctionSpec {
  readonly contract: HandlerContract;
  readonly description: string;
  /** @default - one minute */
  readonly timeout?: Duration;
  /** Megabytes. @default - 512 */
  readonly memory?: number;
  /**
   * Events that failed to the end go to the dead-letter queue. @default - called synchronously only
   */
  readonly asynchronous?: boolean;
}

const LONG = Duration.minutes(15);

/** The platform's functions by their folder below `lambda/`. */
const SPECS = {
  'admit-upload': {
    contract: admitUpload,
    description: 'judges one uploaded file by its contract',
    timeout: LONG,
    memory: 2048,
    asynchronous: true,
  },
  'build-baseline': {
    contract: buildBaseline,
    description: 'pins what a version has seen',
    timeout: LONG,
    memory: 2048,
  },
  'check-model': {
    contract: checkModel,
    description: 'compares traffic and errors with the pinned baseline',
    timeout: LONG,
    memory: 1024,
    asynchronous: true,
  },
  'collect-slot': {
    contract: collectSlot,
    description: 'removes an endpoint that serves nobody',
    timeout: Duration.minutes(6),
  },
  'compare-pieces': {
    contract: comparePieces,
    description: 'finds what pieces of a large upload have in common',
    timeout: LONG,
    memory: 2048,
  },
  'decide-retraining': {
    contract: decideRetraining,
    description: 'decides whether a model is trained anew',
    asynchronous: true,
  },
  'deploy-version': {
    contract: deployVersion,
    description: 'puts a version into the free endpoint slot',
    timeout: Duration.minutes(6),
  },
  'end-run': {
    contract: endRun,
    description: 'ends a run: releases the lease, records the outcome',
    asynchronous: true,
  },
  'evaluate-challenger': {
    contract: evaluateChallenger,
    description: 'measures challenger and champion on the same rows',
    timeout: LONG,
    memory: 1024,
  },
  'join-ground-truth': {
    contract: joinGroundTruth,
    description: 'joins labels with captured predictions',
    timeout: LONG,
    memory: 1024,
    asynchronous: true,
  },
  'judge-challenger': {
    contract: judgeChallenger,
    description: 'puts an evaluation through the gates',
  },
  'judge-piece': {
    contract: judgePieces,
    description: 'judges one piece of a large upload',
    timeout: LONG,
    memory: 2048,
  },
  'manage-model': {
    contract: manageModel,
    description: 'registers a definition; removes what runs left when a stack is deleted',
    timeout: LONG,
    asynchronous: true,
  },
  'merge-pieces': {
    contract: mergePieces,
    description: 'merges the verdicts on the pieces of a large upload',
    timeout: LONG,
    memory: 2048,
  },
  'notify-oncall': {
    contract: notifyOncall,
    description: 'tells people in words',
    asynchronous: true,
  },
  'observe-deployment': {
    contract: observeDeployment,
    description: 'looks at an endpoint and asks it for real rows',
    timeout: Duration.minutes(5),
  },
  'operate-model': { contract: operateModel, description: 'carries out commands of people' },
  'plan-pieces': {
    contract: planPieces,
    description: 'plans how a large upload is judged in pieces',
    timeout: LONG,
    memory: 1024,
  },
  'plan-run': { contract: planRun, description: 'pins the dataset of a run' },
  'prepare-features': {
    contract: prepareFeatures,
    description: 'splits rows and fits the encoder',
    timeout: LONG,
    memory: 3008,
  },
  'promote-version': { contract: promoteVersion, description: 'moves the champion alias' },
  'register-version': {
    contract: registerVersion,
    description: 'writes a version with its lineage',
  },
  'request-approval': { contract: requestApproval, description: 'asks people for their approval' },
  'survey-piece': {
    contract: surveyPiece,
    description: 'hashes a range of a large upload and finds its rows',
    timeout: LONG,
    memory: 1024,
  },
  'write-captures': {
    contract: writeCaptures,
    description: 'writes captured predictions into the lake',
    timeout: Duration.minutes(2),
  },
} as const satisfies Readonly<Record<string, FunctionSpec>>;

/** A function of the platform, by its folder. */
export type PlatformFunctionName = keyof typeof SPECS;

/** What all functions have in common. */
export interface PlatformFunctionsProps extends Pick<
  ContractFunctionProps<HandlerContract>,
  'retention' | 'deadLetters'
> {
  readonly environment: SharedEnvironment;
}

/** The functions that all models share, one role each. */
export class PlatformFunctions extends Construct {
  private readonly functions: ReadonlyMap<string, ContractFunction>;

  constructor(
    scope: Construct,
    id: string,
    { environment, retention, deadLetters }: PlatformFunctionsProps,
  ) {
    super(scope, id);
    this.functions = new Map(
      Object.entries(SPECS as Readonly<Record<string, FunctionSpec>>).map(([handler, spec]) => [
        handler,
        new ContractFunction(this, handler, {
          handler,
          description: spec.description,
          contract: spec.contract,
          environment: pick(spec.contract, environment),
          retention,
          timeout: spec.timeout,
          memory: spec.memory,
          deadLetters: spec.asynchronous ? deadLetters : undefined,
        }),
      ]),
    );
  }

  /** The function with that folder. */
  public get(name: PlatformFunctionName): ContractFunction {
    return this.functions.get(name)!;
  }
}

/** The shared variables that a contract names. */
function pick(
  contract: HandlerContract,
  shared: SharedEnvironment,
): EnvironmentOf<HandlerContract> {
  const names = Object.keys(contract.env.shape);
  return Object.fromEntries(names.map((name) => [name, shared[name as keyof SharedEnvironment]]));
}
