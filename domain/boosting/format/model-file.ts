import { BoostingError } from '../errors.ts';
import type { Model } from '../model.ts';
import { fromDocument } from './from-document.ts';
import { writeJson } from './json.ts';
import { readLegacyBinary } from './legacy-binary.ts';
import { toDocument } from './to-document.ts';
import { readUbjson, writeUbjson } from './ubjson.ts';
import { decodeText, encodeText } from './utf8.ts';

const OBJECT_START = '{'.charCodeAt(0);
const QUOTE = '"'.charCodeAt(0);
const WHITE_SPACE = new Set([9, 10, 13, 32]);
const PICKLE_START = 0x80;

/** Reads a model in any form XGBoost has saved one in: JSON, UBJSON, or the old binary form. */
export function readModel(bytes: Uint8Array): Model {
  if (bytes.length === 0 || bytes[0] === PICKLE_START) {
    throw new BoostingError('ModelUnreadable',
      `give a model saved by XGBoost, got ${bytes.length === 0 ? 'an empty file' : 'a Python pickle'}`);
  }
  if (bytes[0] !== OBJECT_START) {
    return readLegacyBinary(bytes);
  }
  const second = bytes[1] ?? 0;
  return fromDocument(
    second === QUOTE || WHITE_SPACE.has(second) ? readJson(bytes) : readUbjson(bytes)
  );
}

/** Writes a model as XGBoost 1.7.4 and later load it, from a file of any name. */
export function writeModel(model: Model, form: 'json' | 'ubjson' = 'ubjson'): Uint8Array {
  const document = toDocument(model);
  return form === 'json' ? encodeText(writeJson(document)) : writeUbjson(document);
}

function readJson(bytes: Uint8Array) {
  try {
    return JSON.parse(decodeText(bytes));
  } catch (cause) {
    throw new BoostingError('ModelUnreadable', 'give a model of valid JSON', { cause });
  }
}
