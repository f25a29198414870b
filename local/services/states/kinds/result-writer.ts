import { StateFailure } from '../language/failure.ts';
import { parseJson } from '../language/json.ts';
import type { Json, JsonObject } from '../language/json.ts';
import type { MapRunDraft } from './frame.ts';

/** What is known of an item of a map run that has ended. */
export interface ItemResult {
  readonly executionArn: string;
  readonly name: string;
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly input: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly startDate: string;
  readonly stopDate: string;
}

/** A map run all of whose items have ended. */
export interface EndedRun {
  readonly arn: string;
  readonly draft: MapRunDraft;
  readonly items: readonly ItemResult[];
}

/**
 * What results are made of. Source: Step Functions developer guide, ResultWriter: NONE keeps what
 * is known of each execution, COMPACT its output, FLATTEN the elements of outputs that are lists.
 */
const TRANSFORMATIONS: Readonly<Record<string, (items: readonly ItemResult[]) => readonly Json[]>> =
  {
    NONE: (items) => items.map(asResult),
    COMPACT: (items) => items.map(outputOf),
    FLATTEN: (items) => items.map(outputOf).flat(),
  };

/** How results are written, by OutputType. */
const FORMATS: Readonly<Record<string, (results: readonly Json[]) => string>> = {
  JSON: (results) => JSON.stringify(results),
  JSONL: (results) => results.map((result) => `${JSON.stringify(result)}\n`).join(''),
};

/**
 * Writes the results of a map run to S3: one file per status and a manifest. Returns the state's
 * result. A writer that names no place changes the results only.
 */
export async function writeResults(
  run: EndedRun,
  put: (parameters: JsonObject) => Promise<unknown>,
): Promise<Json> {
  const { WriterConfig = {} } = run.draft.writer!;
  const { Bucket, Prefix } = run.draft.writerParameters ?? {};
  const transformation = String(
    WriterConfig.Transformation ?? (hasPlace(run) ? 'NONE' : 'COMPACT'),
  );
  const transform = TRANSFORMATIONS[transformation] ?? TRANSFORMATIONS.NONE!;
  const of = (status: ItemResult['status']) => run.items.filter((item) => item.status === status);
  if (!hasPlace(run)) return [...transform(of('SUCCEEDED'))];
  const folder = `${Prefix ? `${String(Prefix).replace(/\/$/, '')}/` : ''}${run.arn.split(':').at(-1)}/`;
  const type = String(WriterConfig.OutputType ?? 'JSON');
  const files: Record<string, Json[]> = { FAILED: [], PENDING: [], SUCCEEDED: [] };
  for (const status of ['SUCCEEDED', 'FAILED'] as const) {
    const items = of(status);
    if (items.length === 0) continue;
    const results = status === 'FAILED' ? items.map(asResult) : transform(items);
    const body = (FORMATS[type] ?? FORMATS.JSON!)(results);
    const key = `${folder}${status}_0.${type.toLowerCase()}`;
    await put({ Bucket: Bucket!, Key: key, Body: body });
    files[status]!.push({ Key: key, Size: Buffer.byteLength(body) });
  }
  const manifest = { DestinationBucket: Bucket!, MapRunArn: run.arn, ResultFiles: files };
  await put({ Bucket: Bucket!, Key: `${folder}manifest.json`, Body: JSON.stringify(manifest) });
  return {
    MapRunArn: run.arn,
    ResultWriterDetails: { Bucket: Bucket!, Key: `${folder}manifest.json` },
  };
}

/** Whether results go to S3, or only into the state's result. */
export function hasPlace({ draft }: EndedRun): boolean {
  const resource: string | undefined = draft.writer?.Resource;
  return resource !== undefined && draft.writerParameters?.Bucket !== undefined;
}

/** The failure of a state whose results cannot be written. */
export function writerFailed(error: unknown): StateFailure {
  const cause = error instanceof Error ? error.message : String(error);
  return new StateFailure({ error: 'States.ResultWriterFailed', cause });
}

function outputOf({ output }: ItemResult): Json {
  return output === undefined ? null : parseJson(output);
}

function asResult(item: ItemResult): JsonObject {
  return {
    ExecutionArn: item.executionArn,
    Input: item.input,
    InputDetails: { Included: true },
    Name: item.name,
    ...(item.output === undefined
      ? {}
      : { Output: item.output, OutputDetails: { Included: true } }),
    ...(item.error === undefined ? {} : { Error: item.error }),
    ...(item.cause === undefined ? {} : { Cause: item.cause }),
    StartDate: item.startDate,
    Status: item.status,
    StopDate: item.stopDate,
  };
}
