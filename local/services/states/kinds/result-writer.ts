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

/**
 * Writes the results of a map run to S3: one file per status and a manifest. Returns the state's
 * result.
 */
export async function writeResults(
  run: { readonly arn: string; readonly draft: MapRunDraft; readonly items: readonly ItemResult[] },
  put: (parameters: JsonObject) => Promise<unknown>,
): Promise<Json> {
  const { Bucket, Prefix } = run.draft.writerParameters ?? {};
  const folder = `${Prefix ? `${String(Prefix).replace(/\/$/, '')}/` : ''}${run.arn.split(':').at(-1)}/`;
  const files: Record<string, Json[]> = { FAILED: [], PENDING: [], SUCCEEDED: [] };
  for (const status of ['SUCCEEDED', 'FAILED'] as const) {
    const items = run.items.filter((item) => item.status === status);
    if (items.length === 0) continue;
    const body = JSON.stringify(items.map(asResult));
    const key = `${folder}${status}_0.json`;
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
