import { gunzipSync } from 'node:zlib';
import { AwsError } from '../../../errors.ts';
import { bytesOf } from '../integrations/plain-output.ts';
import type { Json, JsonObject } from '../language/json.ts';
import { applyPath } from '../language/paths.ts';
import type { ItemSource, MapState } from '../language/types.ts';
import type { Frame } from './frame.ts';
import type { MapItem } from './map-item.ts';
import { readerFailed } from './reader-failure.ts';
import { itemsInText, parsed } from './reader-formats.ts';
import { fillIfQuery, selectedInput } from './shape.ts';

/** Reads the items of a distributed Map from S3. */
export async function readItems(
  frame: Frame<MapState>,
  source: ItemSource,
  parameters: JsonObject,
): Promise<MapItem[]> {
  const config = source.ReaderConfig ?? {};
  const items = source.Resource.endsWith(':listObjectsV2')
    ? await readList(frame, config, parameters)
    : await readObject(frame, config, parameters);
  const most = await maxItems(frame, config);
  if (most < 0) throw readerFailed('field MaxItems must be positive');
  return most > 0 ? items.slice(0, most) : items;
}

/** What S3 lists, or with LOAD_AND_FLATTEN what is in the objects that it lists. */
async function readList(
  frame: Frame<MapState>,
  config: JsonObject,
  parameters: JsonObject,
): Promise<MapItem[]> {
  const objects = await listObjects(frame, parameters);
  const Bucket = String(parameters.Bucket);
  if (config.Transformation !== 'LOAD_AND_FLATTEN')
    return objects.map((value) => ({ value, source: `S3://${Bucket}` }));
  const keys = objects.map(({ Key }) => String(Key)).filter((key) => !key.endsWith('/'));
  return readAll(
    frame,
    config,
    keys.map((Key) => ({ Bucket, Key })),
  );
}

function readObject(
  frame: Frame<MapState>,
  config: JsonObject,
  parameters: JsonObject,
): Promise<MapItem[]> {
  if (config.ManifestType === 'ATHENA_DATA') return readAthenaManifest(frame, config, parameters);
  if (config.ManifestType === 'S3_INVENTORY' || config.InputType === 'MANIFEST')
    return readInventory(frame, parameters);
  return readAll(frame, config, [parameters]);
}

async function readAll(
  frame: Frame<MapState>,
  config: JsonObject,
  objects: readonly JsonObject[],
): Promise<MapItem[]> {
  const lists = await Promise.all(
    objects.map(async (object) => {
      const text = await textOf(frame, object);
      return itemsInText(text, config, `S3://${String(object.Bucket)}/${String(object.Key)}`);
    }),
  );
  return lists.flat();
}

/** An S3 Inventory: its manifest names CSV files and their columns. */
async function readInventory(frame: Frame<MapState>, parameters: JsonObject): Promise<MapItem[]> {
  const manifest = parsed(await textOf(frame, parameters)) as {
    files?: { key: string }[];
    fileSchema?: string;
  };
  const CSVHeaders = (manifest.fileSchema ?? '').split(',').map((name) => name.trim());
  const config = { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders };
  const files = (manifest.files ?? []).map(({ key }) => ({ Bucket: parameters.Bucket!, Key: key }));
  return readAll(frame, config, files);
}

/** The manifest of a query of Athena: a line for each file. */
async function readAthenaManifest(
  frame: Frame<MapState>,
  config: JsonObject,
  parameters: JsonObject,
): Promise<MapItem[]> {
  const lines = (await textOf(frame, parameters)).split('\n').map((line) => line.trim());
  const files = lines.flatMap((line) => {
    const found = /^"?s3:\/\/([^/]+)\/(.+?)"?$/i.exec(line);
    return found ? [{ Bucket: found[1]!, Key: found[2]! }] : [];
  });
  return readAll(frame, config, files);
}

async function textOf(frame: Frame<MapState>, parameters: JsonObject): Promise<string> {
  const answer = (await s3(frame, 'GetObject', parameters)) as { Body?: unknown };
  const bytes = await bytesOf(answer.Body);
  const key = String(parameters.Key);
  if (/\.zstd?$/.test(key)) throw readerFailed('The local cloud does not read files of ZSTD.');
  return (key.endsWith('.gz') ? unzipped(bytes) : bytes).toString('utf8');
}

function unzipped(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes);
  } catch (error) {
    throw readerFailed(`Unable to unzip the input file: ${String(error)}`);
  }
}

async function listObjects(frame: Frame<MapState>, parameters: JsonObject): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  let token: string | undefined;
  do {
    const page = (await s3(frame, 'ListObjectsV2', {
      ...parameters,
      ...(token ? { ContinuationToken: token } : {}),
    })) as {
      Contents?: {
        Key: string;
        Size: number;
        ETag: string;
        LastModified: Date;
        StorageClass?: string;
      }[];
      NextContinuationToken?: string;
    };
    for (const { Key, Size, ETag, LastModified, StorageClass } of page.Contents ?? []) {
      const seconds = Math.floor(LastModified.getTime() / 1000);
      found.push({
        Etag: ETag,
        Key,
        LastModified: seconds,
        Size,
        StorageClass: StorageClass ?? 'STANDARD',
      });
    }
    token = page.NextContinuationToken;
  } while (token);
  return found;
}

async function s3(
  frame: Frame<MapState>,
  action: string,
  parameters: JsonObject,
): Promise<unknown> {
  try {
    return await frame.read('s3', action, parameters);
  } catch (error) {
    if (error instanceof AwsError) throw readerFailed(error.message);
    throw error;
  }
}

async function maxItems(frame: Frame<MapState>, config: JsonObject): Promise<number> {
  const path = config.MaxItemsPath;
  if (typeof path === 'string') return Number(applyPath(path, selectedInput(frame), frame.scope));
  const literal: Json | undefined = config.MaxItems;
  return literal === undefined
    ? 0
    : Number(await fillIfQuery(literal, 'ItemReader/MaxItems', frame));
}
