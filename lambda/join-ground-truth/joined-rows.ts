import { decodeUtf8 } from '../../domain/tabular/utf8.ts';
import { lakeKeys } from '../../domain/registry/object-keys.ts';
import type { JoinedRow } from '../../domain/monitoring/join.ts';
import type { ObjectStore } from '../../domain/ports.ts';

/** Which joined rows are looked for. */
export interface JoinedQuery {
  readonly model: string;
  readonly days: readonly string[];
  /** The upload whose own rows do not count. */
  readonly except: string;
}

/** Inference ids of days that have their ground truth from other uploads. */
export async function readJoinedIds(
  lake: ObjectStore, { model, days, except }: JoinedQuery,
): Promise<ReadonlySet<string>> {
  const keys = await Promise.all(days.map((day) => lake.list(lakeKeys.joinedOfDay(model, day))));
  const others = keys.flat().filter((key) => !key.endsWith(`/${except}.jsonl`));
  const objects = await Promise.all(others.map((key) => lake.find(key)));
  const rows = objects.flatMap((bytes) => (bytes === null ? [] : decodeUtf8(bytes).split('\n')));
  return new Set(rows.filter((row) => row !== '').map((row) => (JSON.parse(row) as JoinedRow).inferenceId));
}

/** Writes joined rows, one object per day of the predictions. */
export async function writeJoined(
  lake: ObjectStore, model: string, uploadId: string, joined: readonly JoinedRow[],
): Promise<void> {
  const days = new Map<string, string>();
  for (const row of joined) {
    const day = row.at.slice(0, 10);
    days.set(day, `${days.get(day) ?? ''}${JSON.stringify(row)}\n`);
  }
  await Promise.all([...days].map(([day, body]) =>
    lake.write(`${lakeKeys.joinedOfDay(model, day)}${uploadId}.jsonl`, body)));
}
