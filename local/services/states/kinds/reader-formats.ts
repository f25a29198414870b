import { tryParseJson } from '../language/json.ts';
import type { Json, JsonObject } from '../language/json.ts';
import { parseCsv } from './csv.ts';
import { itemsIn } from './map-item.ts';
import type { MapItem } from './map-item.ts';
import { readerFailed } from './reader-failure.ts';

type Format = (text: string, config: JsonObject, source: string) => MapItem[];

const FORMATS: Readonly<Record<string, Format>> = {
  CSV: (text, config, source) => parseCsv(text, config).map((value) => ({ value, source })),
  JSON: (text, { ItemsPointer: pointer }, source) => {
    const data = parsed(text);
    const node = typeof pointer === 'string' ? pointedAt(data, pointer) : data;
    // A file that is an object as a whole was recorded as refused, before objects were documented.
    const items = node === data && !Array.isArray(data) ? undefined : itemsIn(node, source);
    if (!items) throw readerFailed('Attempting to map over non-iterable node.');
    return items;
  },
  JSONL: (text, _, source) =>
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => ({ value: parsed(line), source })),
};

/** The items in a file of the reader's InputType. */
export function itemsInText(text: string, config: JsonObject, source: string): MapItem[] {
  const type = String(config.InputType ?? 'JSON');
  const format = FORMATS[type];
  if (!format) throw readerFailed(`The local cloud does not read items of InputType ${type}.`);
  return format(text, config, source);
}

/** The JSON of a text. */
export function parsed(text: string): Json {
  const json = tryParseJson(text);
  if (!json) throw readerFailed('Unable to parse the JSON of the input file.');
  return json.value;
}

/** What a JSON pointer leads to, such as `/inventory/products/0`. Source: RFC 6901. */
function pointedAt(data: Json, pointer: string): Json {
  let at: Json | undefined = data;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const inside: object = typeof at === 'object' && at !== null ? at : {};
    at = Object.hasOwn(inside, name) ? (inside as Record<string, Json>)[name] : undefined;
  }
  if (at === undefined) throw readerFailed(`The ItemsPointer ${pointer} leads to nothing.`);
  return at;
}
