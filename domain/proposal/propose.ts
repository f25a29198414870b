import { ModelName } from '../names.ts';
import { CannotPropose } from './cannot-propose.ts';
import { nameOf } from '../definition/features.ts';
import { labelOf } from '../features/label.ts';
import { COLUMN_DECISIONS } from './column-decisions.ts';
import { missingShare } from './decisions/missing.ts';
import { oddShare } from './decisions/type.ts';
import { leftOut } from './draft.ts';
import { featuresOf, withOwnNames } from './features.ts';
import { roundUp } from './human-number.ts';
import { withLakeNames } from './lake-names.ts';
import { withoutLeaks } from './leaks.ts';
import { sampleColumns } from './sample-columns.ts';
import { requireNameable, requireRows, requireTable, targetIn } from './fitness.ts';
import { balancedRows, settingsFor } from './settings.ts';
import { decideTask } from './task.ts';
import { orderByTime } from './time-column.ts';
import type { TextEncoding } from '../tabular/transcode.ts';
import type { FeatureInput } from '../definition/features.ts';
import type { ModelDefinitionInput } from '../definition/model-definition.ts';
import type { ColumnFacts } from './column-surveyor.ts';
import type { ColumnDraft } from './draft.ts';
import type { SampledTarget } from './leaks.ts';
import type { Survey } from './surveyor.ts';
import type { Task, TaskProposal } from './task.ts';
import type { Ordered } from './time-column.ts';

/** What is asked for. */
export interface Wish {
  readonly name: string;
  /** The column to predict. */
  readonly target: string;
  /** @default - what the values of the target suggest */
  readonly task?: Task;
  /** The column that says when a row happened. @default - found, if there is one */
  readonly time?: string;
  /** What time it is, in seconds since 1970: no row can have happened later. @default - not known */
  readonly now?: number;
  /** How the text of the files is written. @default - as UTF-8 */
  readonly encoding?: TextEncoding;
}

/** A definition for files that were looked at, and what is to be said of it. */
export interface Proposal {
  readonly definition: ModelDefinitionInput;
  /** Every column of the files in their order. */
  readonly columns: readonly ProposedColumn[];
  readonly rows: number;
  /** About how many of them the door will refuse. */
  readonly refused: number;
  /** Why the task is what it is. */
  readonly why: string;
}

/** A column, what was found in it, and what becomes of it. */
export interface ProposedColumn {
  readonly draft: ColumnDraft;
  readonly facts: ColumnFacts;
}

/**
 * Proposes a definition for files that were looked at.
 *
 * @throws DomainError `NothingToPropose` with what to do
 */
export function propose(survey: Survey, wish: Wish): Proposal {
  requireTable(survey);
  const facts = byName(survey);
  const chosen = taskOf(survey, wish);
  const drafts = withLakeNames(draftsOf(survey, chosen));
  const bad = badShare(survey, drafts, facts);
  const rows = Math.max(0, Math.round(survey.rows * (1 - bad)));
  requireRows(rows, `that have a value of '${wish.target}' and can be read`);
  const sample = sampleColumns(survey, drafts);
  const ordered = orderByTime(drafts, sample, wish);
  const truth = sampledTarget(chosen, sample);
  const columns = withoutLeaks(ordered.drafts, sample, truth);
  const features = withOwnNames(
    columns.flatMap((draft) => featuresOf(draft, facts.get(draft.column.name)!)),
  );
  if (features.length === 0)
    throw new CannotPropose(`give a column to learn from: ${leftText(columns)}`);
  requireNameable(columns.filter(({ role }) => role !== 'left-out').length, features.length);
  return {
    definition: definitionOf({
      survey,
      wish,
      chosen,
      columns,
      ordered,
      features,
      truth,
      bad,
      rows,
    }),
    columns: columns.map((draft, index) => ({ draft, facts: survey.columns[index]! })),
    rows: survey.rows,
    refused: survey.rows - rows,
    why: chosen.why,
  };
}

function byName({ columns }: Survey): ReadonlyMap<string, ColumnFacts> {
  return new Map(columns.map((facts) => [facts.name, facts]));
}

function taskOf(survey: Survey, { name, target, task }: Wish): TaskProposal {
  if (!ModelName.safeParse(name).success) {
    throw new CannotPropose(
      `name the model in lower-case letters, digits and single hyphens, at most 30: '${name}'`,
      'name',
    );
  }
  const found = targetIn(survey, target);
  return decideTask(decided(found, 'target'), found, task);
}

/** A column after all that is decided about it by itself. */
function decided(facts: ColumnFacts, role: 'feature' | 'target'): ColumnDraft {
  const draft: ColumnDraft = { column: { name: facts.name, type: 'string' }, role, notes: [] };
  return COLUMN_DECISIONS.reduce((so, decide) => decide(so, facts), draft);
}

function draftsOf(survey: Survey, { target, draft }: TaskProposal): readonly ColumnDraft[] {
  return survey.columns.map((facts, index) => {
    if (facts.name === target.column) return draft;
    const isTwice = survey.names.some((name, other) => name === facts.name && other !== index);
    const found = decided(facts, 'feature');
    return isTwice && found.role !== 'left-out'
      ? leftOut(found, 'two columns have this name: give one another name to learn from them')
      : found;
  });
}

function sampledTarget(
  { target, task, draft }: TaskProposal,
  sample: ReturnType<typeof sampleColumns>,
): SampledTarget {
  const label = labelOf(target, [target.column]);
  const labels = (sample.get(target.column) ?? []).map((text) => label([text]));
  const classes = { regression: 0, binary: 2, multiclass: target.classes?.length ?? 0 }[task];
  return { name: target.column, labels, classes, texts: draft.column.set ?? [] };
}

interface Parts {
  readonly survey: Survey;
  readonly wish: Wish;
  readonly chosen: TaskProposal;
  readonly columns: readonly ColumnDraft[];
  readonly ordered: Ordered;
  readonly truth: SampledTarget;
  readonly features: readonly FeatureInput[];
  /** The share of rows that the door refuses. */
  readonly bad: number;
  /** Rows that it accepts. */
  readonly rows: number;
}

function definitionOf({
  survey,
  wish,
  chosen,
  columns,
  ordered,
  features,
  truth,
  bad,
  rows,
}: Parts): ModelDefinitionInput {
  const kept = columns.filter(({ role }) => role !== 'left-out');
  const neverFeatures = columns
    .filter(({ role }) => role === 'never')
    .map(({ column }) => column.name);
  const balanced = balancedRows(rows, truth.labels, truth.classes);
  const settings = settingsFor(rows, chosen.task, balanced);
  return {
    name: wish.name,
    description: `Predicts '${wish.target}': ${DESCRIBED[chosen.task]}`,
    owners: [],
    task: chosen.task,
    target: chosen.target,
    contract: {
      ...(ordered.timeColumn !== undefined && { timeColumn: ordered.timeColumn }),
      ...(!survey.hasHeader && { header: [...survey.names] }),
      ...(wish.encoding !== undefined && wish.encoding !== 'utf-8' && { encoding: wish.encoding }),
      columns: kept.map(({ column }) => column),
      ...(ordered.rules.length > 0 && { rules: [...ordered.rules] }),
      ...limitsFor(survey, bad),
    },
    features: [...features],
    ...(neverFeatures.length > 0 && { neverFeatures }),
    ...settings,
    monitors: { ...settings.monitors, ...ignored(features) },
  };
}

const DESCRIBED = {
  regression: 'a number',
  binary: 'yes or no',
  multiclass: 'one of several classes',
} as const;

/** The seasons of a window of days are not those of the training data. */
function ignored(features: readonly FeatureInput[]) {
  const seasonal = features.flatMap((one) =>
    one.kind === 'time-part' && one.part === 'month' ? [nameOf(one)] : [],
  );
  return seasonal.length === 0 ? {} : { drift: { ignore: seasonal } };
}

/** The share of rows that the door refuses, at most. */
function badShare(
  survey: Survey,
  drafts: readonly ColumnDraft[],
  facts: ReadonlyMap<string, ColumnFacts>,
): number {
  const kept = drafts.filter(({ role }) => role !== 'left-out');
  return kept.reduce((share, draft) => {
    const found = facts.get(draft.column.name)!;
    const missing = draft.role === 'target' ? missingShare(draft, found) : 0;
    return share + oddShare(draft, found) + missing;
  }, survey.oddRows / survey.rows);
}

/** What these very files need, with head-room, where it is more than usual. */
function limitsFor(survey: Survey, bad: number) {
  const limits = {
    ...(bad > 0.025 && { badRowShare: Math.min(1, roundUp(bad * 2)) }),
    ...(survey.rows > 500_000 && { rows: Math.min(10_000_000_000, roundUp(survey.rows * 2)) }),
    ...(survey.bytes > 50_000_000 && {
      bytes: Math.min(250_000_000_000, roundUp(survey.bytes * 2)),
    }),
  };
  return Object.keys(limits).length === 0 ? {} : { limits };
}

/** What became of columns, where none is left. */
function leftText(columns: readonly ColumnDraft[]): string {
  const said = columns.filter(({ role }) => role !== 'target').slice(0, 5);
  return said.map(({ column, notes }) => `'${column.name}': ${notes.at(-1) ?? ''}`).join('; ');
}
