import { labelsContract } from '../../domain/contract/labels-contract.ts';
import { hasCode } from '../../domain/errors.ts';
import { hourFolderOf } from '../../domain/monitoring/capture.ts';
import { joinLabels } from '../../domain/monitoring/join.ts';
import { readParquetRows } from '../../domain/parquet/read-rows.ts';
import { sortKeys } from '../../domain/registry/keys.ts';
import { landingKeys, lakeKeys } from '../../domain/registry/object-keys.ts';
import { LambdaError } from '../errors.ts';
import { readCaptures } from '../shared/captures.ts';
import { readModel } from '../shared/definitions.ts';
import { dynamoRegistry } from '../shared/dynamo-registry.ts';
import { s3Store, writeJson } from '../shared/s3-store.ts';
import { serve } from '../shared/serve.ts';
import { joinGroundTruth } from './contract.ts';
import { readJoinedIds, writeJoined } from './joined-rows.ts';
import { summaryWrites } from './summaries.ts';
import type * as z from 'zod';
import type { Join } from '../../domain/monitoring/join.ts';
import type { Clock, ObjectStore, Registry, RegistryWrite } from '../../domain/ports.ts';

/** What joining needs of the world. */
export interface JoinPorts {
  readonly registry: Registry;
  readonly landing: ObjectStore;
  readonly lake: ObjectStore;
  readonly clock: Clock;
}

type Answer = z.output<typeof joinGroundTruth.output>;

/**
 * Joins one labels file. Its sums are added once, by a mark in the same transaction, which comes last: a
 * delivery that finds the mark changes nothing, one that does not writes the same objects again.
 */
export async function join(event: z.output<typeof joinGroundTruth.input>, ports: JoinPorts): Promise<Answer> {
  const { model, uploadId, key } = event.detail;
  const { registry, landing, lake, clock } = ports;
  const mark = sortKeys.watermark(`joined-${uploadId}`);
  const [[{ definition }, done], bytes] = await Promise.all([
    readModel(registry, model, mark), lake.find(key),
  ]);
  if (done !== null && done !== undefined) return done as Answer;
  if (bytes === null) throw new LambdaError('ObjectMissing', `restore '${key}': its labels were admitted`);
  const names = labelsContract(definition).columns.map((column) => column.name);
  const labels = [names, ...readParquetRows(bytes, names)];
  const hours = hoursOf(labels);
  const days = [...new Set(hours.map((hour) => hour.slice(0, 10).replaceAll('/', '-')))];
  const [captures, known] = await Promise.all([
    capturesOf(lake, model, hours), readJoinedIds(lake, { model, days, except: uploadId }),
  ]);
  const joined = joinLabels(definition, { labels, captures, known, now: clock.now() });
  const answer = answerOf(uploadId, joined);
  await Promise.all([
    writeJoined(lake, model, uploadId, joined.joined),
    joined.joined.length > 0 ? landing.write(landingKeys.joined(model, uploadId), joined.upload) : undefined,
    writeJson(landing, landingKeys.joinReceipt(model, uploadId), {
      ...answer, model, at: clock.now().toISOString(),
      unknownIds: joined.unknown.slice(0, 20), twiceIds: joined.twice.slice(0, 20),
    }),
  ]);
  for (const writes of summaryWrites(joined, { mark, uploadId, answer })) {
    await writeOnce(registry, model, writes);
  }
  return answer;
}

/** Writes a transaction with a mark; when the mark is there, it was written before. */
async function writeOnce(registry: Registry, model: string, writes: readonly RegistryWrite[]): Promise<void> {
  try {
    await registry.write(model, writes);
  } catch (error) {
    if (!hasCode(error, 'ConditionFailed')) throw error;
  }
}

/** Folders of the hours that labels are about, as far as their ids are ours. */
function hoursOf([header = [], ...rows]: readonly (readonly string[])[]): readonly string[] {
  const at = header.indexOf('inference_id');
  return [...new Set(rows.map((row) => hourFolderOf(row[at] ?? '')).filter((hour) => hour !== null))];
}

async function capturesOf(lake: ObjectStore, model: string, hours: readonly string[]) {
  const keys = await Promise.all(hours.map((hour) => lake.list(lakeKeys.capturesOfHour(model, hour))));
  return await readCaptures(lake, keys.flat());
}

function answerOf(uploadId: string, { joined, unknown, twice, late }: Join): Answer {
  return { uploadId, joinedRows: joined.length, unknown: unknown.length, twice: twice.length, late };
}

export const handler = serve(joinGroundTruth, (env) => ({
  registry: dynamoRegistry(env.REGISTRY_TABLE),
  landing: s3Store(env.LANDING_BUCKET),
  lake: s3Store(env.LAKE_BUCKET),
}), join);
