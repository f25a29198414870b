import { expression, retrier } from '../training/asl.ts';
import type { State, States } from '../training/asl.ts';
import { functionTask } from '../training/states/function-task.ts';

/** Functions that the state machine calls. */
export const PIECE_FUNCTIONS = [
  'plan-pieces',
  'survey-piece',
  'judge-piece',
  'compare-pieces',
  'merge-pieces',
] as const;
export type PieceFunction = (typeof PIECE_FUNCTIONS)[number];

/** What the definition needs to know at synthesis. */
export interface PiecesDefinitionProps {
  readonly partition: string;
  readonly functionArns: Readonly<Record<PieceFunction, string>>;
}

/** Pieces that are worked on at once: with all else, they stay within what a new account may run. */
export const CONCURRENCY = 16;

/** Functions meet S3 in bad moments; what they do can be done again. */
const PIECE_RETRIES = [retrier(['States.TaskFailed', 'States.Timeout'], 3, 2)];

const NAME = { model: expression('$upload.model'), uploadId: expression('$upload.uploadId') };

/**
 * The state machine that judges a large upload: its beginning is read, its pieces are surveyed and
 * located, then judged. Where values or rows may come twice, pieces are compared, and judged again by what
 * came before them. At last they are merged.
 */
export function piecesDefinition(props: PiecesDefinitionProps): object {
  const made = steps(props);
  const States: States = { ...judging(made), ...comparing(made), Merge: made.merge };
  return { QueryLanguage: 'JSONata', StartAt: 'Open', TimeoutSeconds: 86_400, States };
}

/** From the beginning of a file to verdicts on its pieces. */
function judging({ plan, map }: Steps): States {
  return {
    Open: {
      ...plan({ step: 'open', upload: expression('$states.input') }, 'IsReadable'),
      Assign: { upload: expression('$states.input'), planned: PAYLOAD },
    },
    IsReadable: choice([['$planned.pieces > 0', 'Survey']], 'Merge'),
    Survey: map({
      one: 'SurveyOne',
      call: 'survey-piece',
      count: '$planned.pieces',
      next: 'Locate',
    }),
    Locate: plan({ step: 'locate', ...NAME }, 'HasRows'),
    HasRows: choice([['$planned.pieces > 0', 'Judge']], 'Merge'),
    Judge: map({
      one: 'JudgeOne',
      call: 'judge-piece',
      count: '$planned.pieces',
      more: { again: false },
      next: 'Count',
    }),
    Count: plan({ step: 'count', ...NAME }, 'AfterCount'),
  };
}

/** What pieces have in common, and what follows from it for them. */
function comparing({ map }: Steps): States {
  return {
    AfterCount: choice(
      [
        ['$planned.valueShares > 0', 'CompareValues'],
        ['$planned.again', 'JudgeAgain'],
      ],
      'AfterJudging',
    ),
    CompareValues: map({
      one: 'CompareValuesOfShare',
      call: 'compare-pieces',
      item: 'share',
      count: '$planned.valueShares',
      more: { what: 'values', of: expression('$planned.valueShares') },
      next: 'AfterComparing',
      keep: { again: expression('$planned.again or (true in $states.result.met)') },
    }),
    AfterComparing: choice([['$again', 'JudgeAgain']], 'AfterJudging'),
    JudgeAgain: map({
      one: 'JudgeOneAgain',
      call: 'judge-piece',
      count: '$planned.pieces',
      more: { again: true },
      next: 'AfterJudging',
    }),
    AfterJudging: choice([['$planned.rowShares > 0', 'CompareRows']], 'Merge'),
    CompareRows: map({
      one: 'CompareRowsOfShare',
      call: 'compare-pieces',
      item: 'share',
      count: '$planned.rowShares',
      more: { what: 'rows', of: expression('$planned.rowShares') },
      next: 'Merge',
    }),
  };
}

const PAYLOAD = expression('$states.result.Payload');

/** What a map does for each number below a count. */
interface MapProps {
  /** Name of the state that does it; names are unique in a whole machine. */
  readonly one: string;
  readonly call: PieceFunction;
  readonly count: string;
  /** What the number is called. @default - piece */
  readonly item?: 'piece' | 'share';
  /** What the function is told besides. @default - nothing */
  readonly more?: Readonly<Record<string, unknown>>;
  /** Variables that are kept of the answers. @default - none */
  readonly keep?: Readonly<Record<string, string>>;
  readonly next: string;
}

type Steps = ReturnType<typeof steps>;

function steps({ partition, functionArns }: PiecesDefinitionProps) {
  const task = (name: PieceFunction, payload: unknown, next?: string): State => {
    const state = functionTask({ functionArn: functionArns[name], partition, payload, next });
    const retries = state.Retry as readonly unknown[];
    return { ...state, Retry: [...retries, ...PIECE_RETRIES] };
  };
  return {
    plan: (payload: object, next: string): State => ({
      ...task('plan-pieces', payload, next),
      Assign: { planned: PAYLOAD },
    }),
    map: ({ one, call, count, item = 'piece', more = {}, keep, next }: MapProps): State => ({
      Type: 'Map',
      Items: expression(`[0..${count} - 1]`),
      ItemSelector: { ...NAME, [item]: expression('$states.context.Map.Item.Value'), ...more },
      MaxConcurrency: CONCURRENCY,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: one,
        States: { [one]: task(call, expression('$states.input')) },
      },
      Output: {},
      ...(keep ? { Assign: keep } : {}),
      Next: next,
    }),
    merge: task('merge-pieces', NAME),
  };
}

function choice(
  choices: readonly (readonly [when: string, next: string])[],
  otherwise: string,
): State {
  return {
    Type: 'Choice',
    Choices: choices.map(([when, Next]) => ({ Condition: expression(when), Next })),
    Default: otherwise,
  };
}
