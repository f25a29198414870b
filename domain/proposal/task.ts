import { CannotPropose } from './cannot-propose.ts';
import { isText, withColumn } from './draft.ts';
import { otherwiseWritten } from './other-ways.ts';
import { hasWord } from './words.ts';
import { valuesOf } from './decisions/categories.ts';
import { markersOf } from './decisions/missing.ts';
import type { ModelDefinitionInput } from '../definition/model-definition.ts';
import type { ColumnFacts } from './column-surveyor.ts';
import type { ColumnDraft } from './draft.ts';

/** Task of a model. */
export type Task = ModelDefinitionInput['task'];

/** What is predicted, and why just so. */
export interface TaskProposal {
  readonly task: Task;
  readonly target: {
    readonly column: string;
    readonly positive?: string;
    readonly classes?: string[];
  };
  /** The target's column. */
  readonly draft: ColumnDraft;
  readonly why: string;
}

/** Whole numbers that count up from 0 or 1 to at most so many are classes. */
const MOST_NUMBERED = 10;

/** Names of numbers that are in an order, however few they are. */
const GRADES = ['rate', 'rating', 'score', 'grade', 'stars', 'quality', 'level', 'satisfaction'];

/** More texts than that are no classes. */
const MOST_CLASSES = 100;

/**
 * Decides what kind of model predicts a column.
 *
 * @param wanted the task that was asked for. @default - what the values suggest
 * @throws DomainError `NothingToPropose` where no model can
 */
export function decideTask(draft: ColumnDraft, facts: ColumnFacts, wanted?: Task): TaskProposal {
  const { name, type } = draft.column;
  const missing = markersOf(draft, facts.markers).map(([text]) => text);
  const aliases = isText(draft.column) ? aliasesOf(valuesOf(facts, missing)) : {};
  const values = valuesOf(facts, missing).filter((text) => aliases[text] === undefined);
  if (values.length < 2) throw cannot(`choose another target: ${sameOf(name, values)}`);
  const task = wanted ?? suggested(draft, facts, values);
  const written = otherwiseWritten(facts);
  if (written !== undefined && (task === 'regression' || values.length > MOST_NUMBERED))
    throw new CannotPropose(`write '${name}' as ${written}`);
  if (task === 'regression') {
    if (isText(draft.column) || type === 'boolean')
      throw new CannotPropose(`a regression needs numbers: '${name}' has '${values[0]!}'`, 'task');
    return {
      task,
      target: { column: name },
      draft,
      why: `a regression: '${name}' has ${facts.distinct} different numbers`,
    };
  }
  if (!facts.isComplete || values.length > MOST_CLASSES) {
    throw cannot(
      `choose another target: '${name}' has ${facts.distinct} different values, ${MOST_CLASSES} classes are the most`,
    );
  }
  return task === 'binary'
    ? binary(draft, facts, { values, aliases })
    : multiclass(draft, { values, aliases });
}

interface Classes {
  readonly values: string[];
  readonly aliases: Readonly<Record<string, string>>;
}

function suggested({ column }: ColumnDraft, facts: ColumnFacts, values: readonly string[]): Task {
  if (column.type === 'timestamp' || column.type === 'date')
    throw cannot(`choose another target: '${column.name}' is a time`);
  if (facts.isComplete && values.length === 2) return 'binary';
  if (isText(column)) return 'multiclass';
  const numbers = values.map(Number);
  const isNumbered =
    column.type === 'integer' &&
    !hasWord(column.name, GRADES) &&
    facts.isComplete &&
    values.length <= MOST_NUMBERED &&
    (numbers[0] === 0 || numbers[0] === 1) &&
    numbers.every((value, index) => value === numbers[0]! + index);
  return isNumbered ? 'multiclass' : 'regression';
}

function binary(draft: ColumnDraft, facts: ColumnFacts, classes: Classes): TaskProposal {
  const { name, type } = draft.column;
  const { values } = classes;
  if (values.length !== 2)
    throw new CannotPropose(
      `a binary task needs two values: '${name}' has ${values.length}`,
      'task',
    );
  if (type === 'boolean') {
    return {
      task: 'binary',
      target: { column: name, positive: '1' },
      draft,
      why: `yes or no: '${name}' is 0 or 1`,
    };
  }
  const positive = positiveOf(values, facts);
  const why = `yes or no: '${name}' has two values, '${positive}' counts as 1`;
  return { task: 'binary', target: { column: name, positive }, draft: named(draft, classes), why };
}

function multiclass(draft: ColumnDraft, classes: Classes): TaskProposal {
  const { name } = draft.column;
  const { values } = classes;
  const why = `one of ${values.length} classes: '${name}'`;
  return {
    task: 'multiclass',
    target: { column: name, classes: values },
    draft: named(draft, classes),
    why,
  };
}

/** The target as a category with all its values. */
function named(draft: ColumnDraft, { values, aliases }: Classes): ColumnDraft {
  const spelled = Object.keys(aliases).length === 0 ? {} : { aliases };
  return withColumn(draft, { type: 'category', set: values, range: undefined, ...spelled });
}

/** Words for what a model is to find. */
const POSITIVE = [
  'yes',
  'y',
  'true',
  't',
  'positive',
  'pos',
  'bad',
  'default',
  'fraud',
  'spam',
  'churned',
  'left',
  'malignant',
  'abnormal',
  'sick',
  'fail',
  'failed',
];

/** The value that counts as 1: what says yes, the larger number, or else the rarer one. */
function positiveOf(values: readonly string[], { frequent }: ColumnFacts): string {
  if (values.every((text) => !Number.isNaN(Number(text)))) return values.at(-1)!;
  const said = values.filter((text) => POSITIVE.includes(text.toLowerCase()));
  if (said.length === 1) return said[0]!;
  const counts = new Map(frequent.map(({ value, atLeast }) => [value, atLeast]));
  return [...values].sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0))[0]!;
}

/** Spellings that differ only in case or in a full stop at the end, by the first of them. */
function aliasesOf(values: readonly string[]): Record<string, string> {
  const first = new Map<string, string>();
  const aliases: Record<string, string> = {};
  for (const text of values) {
    const plain = text.toLowerCase().replace(/\.$/, '');
    const known = first.get(plain);
    if (known === undefined || plain === '') first.set(plain, text);
    else aliases[text] = known;
  }
  return aliases;
}

/** What all rows have, where they do not differ. */
function sameOf(name: string, [value]: readonly string[]): string {
  return value === undefined
    ? `no row has a value of '${name}'`
    : `'${name}' is '${value}' in every row that has a value`;
}

function cannot(message: string): CannotPropose {
  return new CannotPropose(message, 'target');
}
