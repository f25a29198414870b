import { canonicalJson } from '../hashing/canonical-json.ts';
import { sha256Hex } from '../hashing/sha256.ts';
import type { ModelDefinition } from '../definition/model-definition.ts';
import type { AcceptedRecord } from '../registry/records.ts';
import type { Manifest, RowSelection } from './plan.ts';

const DAY = 86_400;

/** The rows that a run is made of. */
export interface ChosenRows {
  readonly selection: RowSelection;
  readonly manifest: Manifest;
  readonly hash: string;
  readonly rows: number;
}

/**
 * Chooses the rows of a run: those of the training window, and those of the newest labelled days that
 * challenger and champion are judged on. Pins them as a manifest of immutable objects.
 *
 * @param accepted everything in the lake, oldest admission first
 * @param changedAt first moment of the change that led to the run, if one is known
 */
export function chooseRows(
  definition: ModelDefinition, accepted: readonly AcceptedRecord[], changedAt: string | null,
): ChosenRows {
  const newest = accepted.reduce((latest, { span }) => Math.max(latest, span?.to ?? -Infinity), -Infinity);
  const selection = select(definition, newest, changedAt);
  const objects = accepted.filter((object, index) =>
    reaches(object, selection.holdoutFrom ?? selection.trainFrom)
    || isTrainedOn(object, selection, accepted.slice(index + 1)));
  const manifest: Manifest = {
    model: definition.name, objects: objects.map(({ key, rows, sha256 }) => ({ key, rows, sha256 })),
  };
  const hash = sha256Hex(canonicalJson(manifest)).slice(0, 24);
  return { selection, manifest, hash, rows: objects.reduce((sum, object) => sum + object.rows, 0) };
}

function select(
  { training, holdout }: ModelDefinition, newest: number, changedAt: string | null,
): RowSelection {
  const { window } = training;
  const hasTime = Number.isFinite(newest);
  const holdoutFrom = hasTime && holdout.days !== undefined ? newest - holdout.days * DAY : null;
  if (window.kind === 'since-change' && changedAt !== null) {
    return { trainFrom: Date.parse(changedAt) / 1000, newestRows: null, holdoutFrom };
  }
  const plain = window.kind === 'since-change' ? window.otherwise : window;
  return {
    trainFrom: plain.kind === 'last-days' && hasTime ? newest - plain.days * DAY : null,
    newestRows: plain.kind === 'last-rows' ? plain.rows : null,
    holdoutFrom,
  };
}

/** Has an object rows at or after a time? */
function reaches({ span }: AcceptedRecord, from: number | null): boolean {
  return from === null || span === null || span.to >= from;
}

function isTrainedOn(
  object: AcceptedRecord, { trainFrom, newestRows }: RowSelection, newer: readonly AcceptedRecord[],
): boolean {
  if (newestRows === null) return reaches(object, trainFrom);
  // Twice as many as asked for: a part of them is on the sides that are not trained on.
  return newer.reduce((sum, { rows }) => sum + rows, 0) < 2 * newestRows;
}
