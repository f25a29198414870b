import { tryParseJson } from '../language/json.ts';
import type { Json, JsonObject } from '../language/json.ts';
import { applyPath } from '../language/paths.ts';
import type { ItemSource, MapState } from '../language/types.ts';
import { AwsError } from '../../../errors.ts';
import { bytesOf } from '../integrations/plain-output.ts';
import { parseCsv } from './csv.ts';
import type { Frame } from './frame.ts';
import { readerFailed } from './reader-failure.ts';
import { fillIfQuery, selectedInput } from './shape.ts';

/** Reads the items of a distributed Map from S3. */
export async function readItems(
  frame: Frame<MapState>,
  source: ItemSource,
  parameters: JsonObject,
): Promise<Json[]> {
  const config = source.ReaderConfig ?? {};
  const items = source.Resource.endsWith(':listObjectsV2')
    ? await listObjects(frame, parameters)
    : await readObject(frame, config, parameters);
  const most = await maxItems(frame, config);
  if (most < 0) throw readerFailed('field MaxItems must be positive');
  return most > 0 ? items.slice(0, most) : items;
}

async function readObject(
  frame: Frame<MapState>,
  config: JsonObject,
  parameters: JsonObject,
): Promise<Json[]> {
  const answer = (await s3(frame, 'GetObject', parameters)) as { Body?: unknown };
  const text = (await bytesOf(answer.Body)).toString('utf8');
  switch (config.InputType) {
    case 'CSV':
      return parseCsv(text, config);
    case 'JSONL':
      return text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map(parsed);
    case 'MANIFEST':
      return readManifest(frame, text, parameters);
    default:
      return asList(parsed(text));
  }
}

/** S3 Inventory: the manifest names CSV files, in gzip on AWS; here they are read as they lie. */
async function readManifest(
  frame: Frame<MapState>,
  text: string,
  parameters: JsonObject,
): Promise<Json[]> {
  const manifest = parsed(text) as { files?: { key: string }[]; fileSchema?: string };
  const headers = (manifest.fileSchema ?? '').split(',').map((name) => name.trim());
  const lists = await Promise.all(
    (manifest.files ?? []).map(async ({ key }) => {
      const answer = (await s3(frame, 'GetObject', { Bucket: parameters.Bucket!, Key: key })) as {
        Body?: unknown;
      };
      const content = (await bytesOf(answer.Body)).toString('utf8');
      return parseCsv(content, { CSVHeaderLocation: 'GIVEN', CSVHeaders: headers });
    }),
  );
  return lists.flat();
}

async function listObjects(frame: Frame<MapState>, parameters: JsonObject): Promise<Json[]> {
  const found: Json[] = [];
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
  return config.MaxItems === undefined
    ? 0
    : Number(await fillIfQuery(config.MaxItems, 'ItemReader/MaxItems', frame));
}

function parsed(text: string): Json {
  const json = tryParseJson(text);
  if (!json) throw readerFailed('Unable to parse the JSON of the input file.');
  return json.value;
}

function asList(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  throw readerFailed('Attempting to map over non-iterable node.');
}
