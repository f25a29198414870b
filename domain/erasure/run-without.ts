import { rowEncoding } from '../features/encode-row.ts';
import { labelOf } from '../features/label.ts';
import { Truth } from '../runs/truth.ts';
import type { ServingBundle } from '../features/bundle.ts';
import type { Traces } from './traces.ts';

/** Files of a run as texts; null for those that are not there. */
export type RunFiles = Readonly<
  Record<
    | 'train'
    | 'validation'
    | 'holdoutOfChallenger'
    | 'holdoutOfChampion'
    | 'truth'
    | 'smoke'
    | 'predictionsOfChallenger'
    | 'predictionsOfChampion',
    string | null
  >
>;

/** What is left of the files of a run, those that change alone. */
export interface RunEdit {
  readonly files: Partial<Record<keyof RunFiles, string>>;
  readonly rows: number;
  /** Whether the run trained on the person's rows. */
  readonly isTrainedOn: boolean;
}

/**
 * The files of a run without a person's rows. The files have no names in them: rows are known by what the
 * run's encoder makes of the person's accepted rows, so that another's row which is encoded alike goes too.
 *
 * What belongs together by its order is cut alike, the holdout itself last: whoever is interrupted finds
 * the same places again.
 */
export function runWithout(files: RunFiles, bundle: ServingBundle, { rows }: Traces): RunEdit {
  const { features, lines } = encodedRows(bundle, rows.values());
  const train = without(files.train, lines);
  const validation = without(files.validation, lines);
  const gone = placesOf(files.holdoutOfChallenger, features);
  const count = lineCount(files.holdoutOfChallenger);
  const cut = (text: string | null): string | undefined => cutLines(text, gone, count);
  const smoke = smokeWithout(files.smoke, features);
  const edits = {
    train: train?.text,
    validation: validation?.text,
    smoke,
    truth: truthWithout(files.truth, gone, count),
    predictionsOfChallenger: cut(files.predictionsOfChallenger),
    predictionsOfChampion: cut(files.predictionsOfChampion),
    holdoutOfChampion: cut(files.holdoutOfChampion),
    holdoutOfChallenger: cut(files.holdoutOfChallenger),
  };
  return {
    files: Object.fromEntries(Object.entries(edits).filter(([, text]) => text !== undefined)),
    rows: (train?.rows ?? 0) + (validation?.rows ?? 0) + gone.size,
    isTrainedOn: train !== undefined,
  };
}

/** Rows as a run's files have them: features alone, and with their label in front. */
function encodedRows(
  { contract, encoder, target }: ServingBundle,
  rows: Iterable<Readonly<Record<string, string>>>,
): { readonly features: ReadonlySet<string>; readonly lines: ReadonlySet<string> } {
  const columns = contract.columns.map(({ name }) => name);
  const encode = rowEncoding(encoder, columns);
  const label = labelOf(target, columns);
  const features = new Set<string>();
  const lines = new Set<string>();
  for (const row of rows) {
    const values = columns.map((name) => row[name] ?? '');
    features.add(encode(values));
    lines.add(`${label(values)},${encode(values)}`);
  }
  return { features, lines };
}

function without(
  text: string | null,
  gone: ReadonlySet<string>,
): { readonly text: string; readonly rows: number } | undefined {
  if (text === null) return undefined;
  const all = text.split('\n');
  const kept = all.filter((line) => !gone.has(line));
  return kept.length === all.length
    ? undefined
    : { text: kept.join('\n'), rows: all.length - kept.length };
}

function placesOf(text: string | null, gone: ReadonlySet<string>): ReadonlySet<number> {
  const places = (text ?? '')
    .split('\n')
    .flatMap((line, index) => (line !== '' && gone.has(line) ? [index] : []));
  return new Set(places);
}

function lineCount(text: string | null): number {
  return (text ?? '').split('\n').filter((line) => line !== '').length;
}

/** A text without the lines at these places; undefined where it has been cut already, or need not be. */
function cutLines(
  text: string | null,
  gone: ReadonlySet<number>,
  count: number,
): string | undefined {
  if (text === null || gone.size === 0 || lineCount(text) !== count) return undefined;
  return text
    .split('\n')
    .filter((_line, index) => !gone.has(index))
    .join('\n');
}

function truthWithout(
  text: string | null,
  gone: ReadonlySet<number>,
  count: number,
): string | undefined {
  if (text === null || gone.size === 0) return undefined;
  const truth = Truth.parse(JSON.parse(text));
  if (truth.labels.length !== count) return undefined;
  const keep = <T>(values: readonly T[]): T[] => values.filter((_value, index) => !gone.has(index));
  const groups = Object.entries(truth.groups).map(
    ([name, values]) => [name, keep(values)] as const,
  );
  return JSON.stringify({
    ...truth,
    labels: keep(truth.labels),
    groups: Object.fromEntries(groups),
    rows: { ...truth.rows, holdout: truth.rows.holdout - gone.size },
  });
}

function smokeWithout(text: string | null, gone: ReadonlySet<string>): string | undefined {
  if (text === null) return undefined;
  const lines = JSON.parse(text) as readonly string[];
  const kept = lines.filter((line) => !gone.has(line));
  return kept.length === lines.length ? undefined : JSON.stringify(kept);
}
