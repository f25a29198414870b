import { runWithout } from '../../domain/erasure/run-without.ts';
import type { RunEdit, RunFiles } from '../../domain/erasure/run-without.ts';
import { ServingBundle } from '../../domain/features/bundle.ts';
import type { ErasedPlace } from '../../domain/registry/erasure.ts';
import { runKeys } from '../../domain/registry/object-keys.ts';
import { decodeUtf8, encodeUtf8 } from '../../domain/tabular/utf8.ts';
import type { Buckets } from './buckets.ts';
import type { Mode } from './erase-place.ts';
import type { ObjectVersions } from './object-versions.ts';
import type { Erasing } from './places.ts';

/** The files of a run that have rows, those last that others are found by. */
const FILES = [
  'train',
  'validation',
  'smoke',
  'truth',
  'predictionsOfChallenger',
  'predictionsOfChampion',
  'holdoutOfChampion',
  'holdoutOfChallenger',
] as const satisfies readonly (keyof RunFiles)[];

/** What was erased of runs, and which of them had trained on it. */
export interface ErasedRuns {
  readonly place: ErasedPlace;
  readonly trainedOn: readonly string[];
}

/** Goes through the files of runs, one run at a time in memory. */
export async function eraseRuns(
  runIds: readonly string[],
  { model, traces }: Erasing,
  { buckets: { artifacts }, mode }: { readonly buckets: Buckets; readonly mode: Mode },
): Promise<ErasedRuns> {
  const place = { place: 'runs', objects: 0, rows: 0 };
  const trainedOn: string[] = [];
  if (traces.rows.size === 0) return { place, trainedOn };
  for (const runId of runIds) {
    const keys = runKeys(model, runId);
    const bundle = await textOf(artifacts, keys.bundle);
    if (bundle === null) continue;
    const files = Object.fromEntries(
      await Promise.all(
        FILES.map(async (name) => [name, await textOf(artifacts, keys[name])] as const),
      ),
    ) as RunFiles;
    const edit = runWithout(files, ServingBundle.parse(JSON.parse(bundle)), traces);
    place.rows += edit.rows;
    place.objects += Object.keys(edit.files).length;
    if (edit.isTrainedOn) trainedOn.push(runId);
    if (mode === 'erase') await write(artifacts, keys, edit);
  }
  return { place, trainedOn };
}

async function write(
  artifacts: ObjectVersions,
  keys: ReturnType<typeof runKeys>,
  { files }: RunEdit,
): Promise<void> {
  for (const name of FILES) {
    const text = files[name];
    if (text === undefined) continue;
    const before: string[] = [];
    for await (const object of artifacts.list(keys[name])) {
      if (object.key === keys[name]) before.push(...object.versions);
    }
    await artifacts.write(keys[name], encodeUtf8(text));
    // A run that was prepared twice has each file twice.
    for (const version of before) await artifacts.remove(keys[name], version);
  }
}

async function textOf(artifacts: ObjectVersions, key: string): Promise<string | null> {
  const stored = await artifacts.read(key);
  return stored === null ? null : decodeUtf8(stored.bytes);
}
