/** Rows of a label and of one other column, by which it is to be told how much the one says of the other. */
export interface Pairs {
  /** Labels: numbers, or numbers of classes. NaN for rows without one. */
  readonly labels: readonly number[];
  /** How many classes there are; 0 for numbers. */
  readonly classes: number;
  /** Canonical texts; empty for missing ones. */
  readonly values: readonly string[];
  /** Whether the values are counted with, not told apart by name. */
  readonly isNumeric: boolean;
}

const BINS = 32;
const FEWEST = 50;

/**
 * How much of the labels one column explains by itself, from 0 to 1. Values fall into groups (numbers by
 * quantiles); what the groups of one half of the rows say is tried on the other half, so that groups of
 * one row, such as ids, explain nothing. For numbers it is 1 - SSE/SST, for classes the share of errors
 * saved against always answering the most frequent class.
 */
export function explained(pairs: Pairs): number {
  const rows = pairs.labels.flatMap((label, index) => (Number.isNaN(label) ? [] : [index]));
  if (rows.length < FEWEST) return 0;
  const group = groupsOf(pairs, rows);
  const [learn, test] = [
    rows.filter((_row, at) => isLearned(at)),
    rows.filter((_row, at) => !isLearned(at)),
  ];
  const answer = pairs.classes === 0 ? meanOf : mostFrequent;
  const overall = answer(learn.map((row) => pairs.labels[row]!));
  const byGroup = new Map<string, number[]>();
  for (const row of learn)
    byGroup.set(group(row), [...(byGroup.get(group(row)) ?? []), pairs.labels[row]!]);
  const answers = new Map([...byGroup].map(([name, labels]) => [name, answer(labels)]));
  const loss = pairs.classes === 0 ? squared : zeroOne;
  const without = sum(test.map((row) => loss(pairs.labels[row]!, overall)));
  const withIt = sum(
    test.map((row) => loss(pairs.labels[row]!, answers.get(group(row)) ?? overall)),
  );
  return without === 0 ? 0 : Math.max(0, 1 - withIt / without);
}

/** Which half a row is in: by a hash of its place, so that no rhythm of the rows follows the halves. */
function isLearned(at: number): boolean {
  return ((Math.imul(at + 1, 0x9e37_79b1) >>> 13) & 1) === 0;
}

/** The group of a row. */
function groupsOf({ values, isNumeric }: Pairs, rows: readonly number[]): (row: number) => string {
  if (!isNumeric) return (row) => values[row]!;
  const sorted = rows
    .map((row) => values[row]!)
    .filter((text) => text !== '')
    .map(Number)
    .sort((a, b) => a - b);
  const edges = Array.from(
    { length: BINS - 1 },
    (_bin, index) => sorted[Math.floor(((index + 1) * sorted.length) / BINS)]!,
  );
  const binOf = (value: number): number => edges.filter((edge) => edge <= value).length;
  return (row) => (values[row] === '' ? '' : String(binOf(Number(values[row]))));
}

function meanOf(labels: readonly number[]): number {
  return sum(labels) / labels.length;
}

function mostFrequent(labels: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a - b)[0]![0];
}

const squared = (label: number, answer: number): number => (label - answer) ** 2;
const zeroOne = (label: number, answer: number): number => Number(label !== answer);

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
