import { inflateRawSync } from 'node:zlib';
import { invalidParameter } from '../errors.ts';

/** One file of a package. */
export interface ZipEntry {
  readonly path: string;
  readonly bytes: Buffer;
  /** Permissions and kind, as Unix has them; 0 where the package does not say. */
  readonly mode: number;
}

/** Bytes a package may have, unpacked. */
const LARGEST_UNPACKED = 262_144_000;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const DEFLATED = 8;
const SYMBOLIC_LINK = 0o120000;
const KIND = 0o170000;

/**
 * Reads a package. Sizes are counted while it is unpacked, so that one that swells is stopped; paths
 * that lead out of it, and links, are refused.
 */
export function* readZip(zip: Buffer): Generator<ZipEntry> {
  const end = endOfDirectory(zip);
  let at = zip.readUInt32LE(end + 16);
  let left = LARGEST_UNPACKED;
  for (let n = zip.readUInt16LE(end + 10); n > 0; n--) {
    if (zip.readUInt32LE(at) !== DIRECTORY_ENTRY) throw unreadable();
    const length = zip.readUInt16LE(at + 28);
    const path = zip.subarray(at + 46, at + 46 + length).toString('utf8');
    const mode = zip.readUInt32LE(at + 38) >>> 16;
    if (!isInside(path) || (mode & KIND) === SYMBOLIC_LINK) throw unreadable();
    if (!path.endsWith('/')) {
      const bytes = unpack(zip, at, left);
      left -= bytes.length;
      yield { path, bytes, mode: mode & 0o777 };
    }
    at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
}

/** Throws AWS's InvalidParameterValueException for what cannot be read as a package. */
export function checkedZip(zip: Buffer): readonly ZipEntry[] {
  try {
    const entries = [...readZip(zip)];
    if (entries.length === 0) throw invalidParameter('Uploaded file must be a non-empty zip');
    return entries;
  } catch (error) {
    if (error instanceof RangeError) throw unreadable();
    throw error;
  }
}

function endOfDirectory(zip: Buffer): number {
  const first = Math.max(0, zip.length - 65_557);
  for (let at = zip.length - 22; at >= first; at--)
    if (zip.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  throw unreadable();
}

function unpack(zip: Buffer, entry: number, left: number): Buffer {
  const local = zip.readUInt32LE(entry + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(start, start + zip.readUInt32LE(entry + 20));
  if (zip.readUInt16LE(entry + 10) !== DEFLATED) {
    if (packed.length > left) throw tooLarge();
    return packed;
  }
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, left) });
  } catch (error) {
    throw error instanceof RangeError ? tooLarge() : unreadable();
  }
}

function isInside(path: string): boolean {
  return (
    path !== '' &&
    !path.startsWith('/') &&
    !path.includes('\\') &&
    !path.includes('\0') &&
    !path.split('/').includes('..')
  );
}

function tooLarge() {
  return invalidParameter(`Unzipped size must be smaller than ${LARGEST_UNPACKED} bytes`);
}

function unreadable() {
  return invalidParameter(
    'Could not unzip uploaded file. Please check your file, then try to upload again.',
  );
}
