/** Turns what clients of the SDK for JavaScript take and give into what the SDK for Python does. */
import type { NormalizedSchema } from '@smithy/core/schema';
import { CannotReplay } from './outcomes.ts';
import { textOfBytes } from './python-bytes.ts';
import { isMembers, parsed } from './values.ts';
import type { Members } from './values.ts';

/** A parameter of a call, with moments and bytes where the model has them. */
export function parameter(schema: NormalizedSchema, value: unknown, path = ''): unknown {
  if (value === null || value === undefined) return value;
  if (schema.isTimestampSchema()) return moment(value);
  if (schema.isBlobSchema()) return typeof value === 'string' ? Buffer.from(value) : value;
  if (schema.isListSchema() && Array.isArray(value))
    return value.map((item) => parameter(schema.getValueSchema(), item, path));
  if (typeof value === 'number' && schema.isStringSchema()) return String(value);
  if (!isMembers(value)) return value;
  if (schema.isMapSchema()) return mapMembers(value, () => schema.getValueSchema(), path);
  if (!schema.isStructSchema()) return value;
  const members = new Map(schema.structIterator());
  return mapMembers(value, (name) => members.get(name), path);
}

function mapMembers(
  value: Members,
  schemaOf: (name: string) => NormalizedSchema | undefined,
  path: string,
): Members {
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const schema = schemaOf(name);
      if (!schema) throw new CannotReplay(`the client does not know ${path}${name}`);
      return [name, parameter(schema, item, `${path}${name}.`)];
    }),
  );
}

/** Moments may be written in many ways; the month may come first. */
function moment(value: unknown): unknown {
  if (typeof value === 'number') return new Date(value * 1000);
  if (typeof value !== 'string') return value;
  return new Date(value.replace(/^(\d\d)-(\d\d)-(\d{4})/, '$3-$1-$2'));
}

/** The source of a copy is quoted for the caller, and may be an object. */
export function copySource(value: unknown): unknown {
  if (isMembers(value)) {
    const version = value.VersionId ? `?versionId=${String(value.VersionId)}` : '';
    return quoted(`${String(value.Bucket)}/${String(value.Key)}`) + version;
  }
  if (typeof value !== 'string') return value;
  const [path = '', version] = value.split('?versionId=');
  return quoted(path) + (version === undefined ? '' : `?versionId=${version}`);
}

function quoted(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%2F', '/')
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A body that is read once. */
interface Stream {
  transformToByteArray(): Promise<Uint8Array>;
}

function isStream(value: unknown): value is Stream {
  return typeof value === 'object' && value !== null && 'transformToByteArray' in value;
}

/** An answer as data: moments and bytes as text, streams read, policies parsed. */
export async function plain(value: unknown): Promise<unknown> {
  if (value instanceof Date) return value.toISOString().replace('Z', '+00:00');
  if (value instanceof Uint8Array) return textOfBytes(value);
  if (value instanceof Set) return plain([...value]);
  if (isStream(value)) return textOfBytes(await value.transformToByteArray());
  if (Array.isArray(value)) return Promise.all(value.map(plain));
  if (typeof value === 'string' && value.startsWith('%7B'))
    return parsed(decodeURIComponent(value))?.value ?? value;
  if (!isMembers(value)) return value;
  const entries = Object.entries(value).filter(
    ([name, item]) => item !== undefined && name !== '$metadata',
  );
  return Object.fromEntries(
    await Promise.all(
      entries.map(async ([name, item]) => {
        const inner = await plain(item);
        // Markers of parts are numbers there.
        return [name, name.endsWith('PartNumberMarker') ? Number(inner) : inner] as const;
      }),
    ),
  ) as Members;
}
