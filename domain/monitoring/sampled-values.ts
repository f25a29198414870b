import { columnsOf, nameOf } from '../definition/features.ts';
import { ByteHash } from '../hashing/byte-hash.ts';
import { binOf } from '../profile/binning.ts';
import { watchedValue } from '../profile/profile.ts';
import { rowIdentity } from '../split/sides.ts';
import { encodeUtf8 } from '../tabular/utf8.ts';
import { RowKeeper } from './row-sample.ts';
import type { Baseline } from './baseline.ts';
import type { DataContract } from '../definition/data-contract.ts';
import type { Feature } from '../definition/features.ts';
import type { FeatureProfile } from '../profile/profile.ts';
import type { ReferenceSample, RowSample } from './row-sample.ts';

/** Rows that are kept of a reference, and of a window. */
export const SAMPLE_ROWS = 1000;

/** Rows of a holdout that errors are learned from. */
const HOLDOUT_ROWS = 2000;

/**
 * Names of the features that rows are kept of: those without a personal column. What is personal is watched
 * by its counts alone, so that a baseline holds nobody's row.
 */
export function sampledFeatures(
  features: readonly Feature[],
  { columns }: DataContract,
): readonly string[] {
  const personal = new Set(columns.filter((column) => column.personal).map(({ name }) => name));
  return features
    .filter((feature) => !columnsOf(feature).some((name) => personal.has(name)))
    .map(nameOf);
}

/** Values of a row that are kept, in the order of the features they are kept of. */
type KeptValues = (row: readonly string[]) => (number | null)[];

/** Makes the function that takes what a baseline's sample keeps out of rows with these columns. */
export function keptOf(
  { inputs, features, sample }: Baseline,
  columns: readonly string[],
): KeptValues {
  return keptValues(sample?.features ?? [], { features: inputs, profiles: features }, columns);
}

function keptValues(
  names: readonly string[],
  {
    features,
    profiles,
  }: {
    readonly features: readonly Feature[];
    readonly profiles: readonly FeatureProfile[];
  },
  columns: readonly string[],
): KeptValues {
  const readers = features.flatMap((feature, index) => {
    if (!names.includes(nameOf(feature))) return [];
    const [read, keep] = [watchedValue(feature, columns), keptValue(feature, profiles[index]!)];
    return [(row: readonly string[]) => keep(read(row))];
  });
  return (row) => readers.map((read) => read(row));
}

/** What is kept of a watched value: a number as it is, a category by the number of its bin. */
function keptValue(
  feature: Feature,
  { binning }: FeatureProfile,
): (value: string) => number | null {
  if (feature.kind !== 'category') return (value) => (value === '' ? null : Number(value));
  const bin = binOf(binning);
  return (value) => (value === '' ? null : bin(value));
}

/** A row's place in [0, 1) by two words of a hash. */
export function placeOf({ low, high }: Pick<ByteHash, 'low' | 'high'>): number {
  return ((low >>> 0) + (high >>> 0) / 4_294_967_296) / 4_294_967_296;
}

/** What a sample is taken by. */
export interface SampleParts {
  readonly features: readonly Feature[];
  readonly profiles: readonly FeatureProfile[];
  readonly contract: DataContract;
}

/** A sample of the rows of a reference. Equal rows are told apart by counting them. */
export function sampleReference(
  parts: SampleParts,
  rows: readonly (readonly string[])[],
): ReferenceSample {
  const names = sampledFeatures(parts.features, parts.contract);
  return { features: [...names], ...sampleRows(parts, rows, { size: SAMPLE_ROWS, names }) };
}

/** A sample of the rows of a holdout; the first value of each is its number among all rows. */
export function sampleHoldout(
  parts: SampleParts,
  rows: readonly (readonly string[])[],
): RowSample {
  const names = sampledFeatures(parts.features, parts.contract);
  return sampleRows(parts, rows, { size: HOLDOUT_ROWS, names, numbered: true });
}

interface Sampling {
  readonly size: number;
  readonly names: readonly string[];
  readonly numbered?: boolean;
}

function sampleRows(
  parts: SampleParts,
  rows: readonly (readonly string[])[],
  { size, names, numbered = false }: Sampling,
): RowSample {
  const columns = parts.contract.columns.map(({ name }) => name);
  const kept = keptValues(names, parts, columns);
  const identity = rowIdentity(parts.contract);
  const [keeper, hash, seen] = [new RowKeeper(size), new ByteHash(), new Map<string, number>()];
  for (const [index, row] of rows.entries()) {
    const text = identity(row);
    const times = seen.get(text) ?? 0;
    seen.set(text, times + 1);
    const bytes = encodeUtf8(text);
    hash.ofBytes(bytes, 0, bytes.length);
    hash.ofWords(hash.low ^ times, hash.high);
    const place = placeOf(hash);
    if (keeper.wants(place)) keeper.add('', place, [...(numbered ? [index] : []), ...kept(row)]);
  }
  return keeper.sampleOf('');
}
