import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { packTar, unpackTar } from 'modern-tar';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { JobFailure } from '../errors.ts';

/**
 * A tar.gz of a folder whose bytes depend on nothing but names and contents; undefined when it is
 * empty.
 */
export async function packFolder(folder: string): Promise<Buffer | undefined> {
  const files = await filesBelow(folder);
  if (files.length === 0) return undefined;
  const entries = await Promise.all(
    files.map(async (file) => {
      const body = await readFile(file);
      const name = relative(folder, file).replaceAll('\\', '/');
      return {
        header: { name, size: body.length, mode: 0o644, mtime: new Date(0), type: 'file' as const },
        body,
      };
    }),
  );
  const packed = Buffer.from(await packTar(entries));
  const zipped = await promisify(gzip)(packed, { level: 6 });
  // Byte 9 tells the operating system that zipped it.
  zipped[9] = 0xff;
  return zipped;
}

/** Unpacks a tar.gz into a folder. Names that lead out of it are refused. */
export async function unpackInto(archive: Buffer, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { header, data } of await unpackTar(await unzipped(archive))) {
    if (header.type !== undefined && header.type !== 'file') continue;
    const file = join(folder, header.name);
    if (relative(folder, file).startsWith('..'))
      throw new JobFailure(`ClientError: ${header.name} leads out of the model archive`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, data ?? Buffer.alloc(0));
  }
}

/** Files below a folder, in the order of their names. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function unzipped(archive: Buffer): Promise<Buffer> {
  try {
    return await promisify(gunzip)(archive);
  } catch (error) {
    throw new JobFailure('ClientError: the model archive is not a gzip file', { cause: error });
  }
}
