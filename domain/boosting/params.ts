import { BoostingError } from './errors.ts';

/**
 * How one tree is grown. Names and defaults are XGBoost's, spelled the way this code base spells.
 */
export interface TreeParams {
  /** Where splits are looked for: between bins of about equal weight, or between any two values. */
  readonly method: 'hist' | 'exact';
  readonly learningRate: number;
  /** The least gain a split must bring (`gamma`). */
  readonly minSplitLoss: number;
  /** 0 sets no limit. */
  readonly maxDepth: number;
  /** 0 sets no limit. */
  readonly maxLeaves: number;
  readonly minChildWeight: number;
  readonly lambda: number;
  readonly alpha: number;
  readonly maxDeltaStep: number;
  readonly growPolicy: 'depthwise' | 'lossguide';
  readonly subsample: number;
  readonly columnsByTree: number;
  readonly columnsByLevel: number;
  readonly columnsByNode: number;
  /** For each feature: 1 rising, -1 falling, 0 free; features past the end are free. */
  readonly monotone: readonly number[];
  /** Trees per round and class; they share the learning rate. */
  readonly parallelTrees: number;
}

/** Everything that decides what a training gives. */
export interface BoostingParams extends TreeParams {
  readonly booster: 'gbtree' | 'gblinear';
  readonly objective: string;
  readonly rounds: number;
  readonly maxBins: number;
  readonly classes: number;
  /** @default - 0.5, or what the objective estimates from the labels */
  readonly baseScore?: number;
  readonly scalePositiveWeight: number;
  readonly tweedieVariancePower: number;
  readonly seed: number;
}

/** What a training does when it is told nothing but the objective. */
export const DEFAULT_PARAMS: BoostingParams = {
  booster: 'gbtree',
  method: 'hist',
  objective: 'reg:squarederror',
  rounds: 10,
  learningRate: 0.3,
  minSplitLoss: 0,
  maxDepth: 6,
  maxLeaves: 0,
  maxBins: 256,
  minChildWeight: 1,
  lambda: 1,
  alpha: 0,
  maxDeltaStep: 0,
  growPolicy: 'depthwise',
  subsample: 1,
  columnsByTree: 1,
  columnsByLevel: 1,
  columnsByNode: 1,
  monotone: [],
  classes: 0,
  scalePositiveWeight: 1,
  tweedieVariancePower: 1.5,
  parallelTrees: 1,
  seed: 0,
};

const POISSON_MAX_DELTA_STEP = 0.7;
const LINEAR_DEFAULTS = { learningRate: 0.5, lambda: 0 };

/**
 * Fills in the defaults, checks what could not work, and rounds to float32 as XGBoost keeps its
 * parameters.
 */
export function completeParams(given: Partial<BoostingParams>): BoostingParams {
  const poisson = given.objective === 'count:poisson'
    ? { maxDeltaStep: POISSON_MAX_DELTA_STEP }
    : {};
  const linear = given.booster === 'gblinear' ? LINEAR_DEFAULTS : {};
  const params: BoostingParams = { ...DEFAULT_PARAMS, ...poisson, ...linear, ...given };
  check(params.maxBins >= 2, `ask for 2 bins or more, got ${params.maxBins}`);
  check(params.maxDepth > 0 || params.method !== 'exact',
    "name a depth: exact tree method doesn't support unlimited depth");
  for (const share of [params.subsample, params.columnsByTree, params.columnsByLevel, params.columnsByNode]) {
    check(share > 0 && share <= 1, `sample a share in (0, 1], got ${share}`);
  }
  return roundParams(params);
}

const FLOATS = ['learningRate', 'minSplitLoss', 'minChildWeight', 'lambda', 'alpha', 'maxDeltaStep',
  'scalePositiveWeight', 'tweedieVariancePower'] as const;

function roundParams(params: BoostingParams): BoostingParams {
  const rounded = Object.fromEntries(FLOATS.map((name) => [name, Math.fround(params[name])]));
  return { ...params, ...rounded };
}

function check(holds: boolean, message: string): void {
  if (!holds) {
    throw new BoostingError('BoostingParameterInvalid', message);
  }
}
