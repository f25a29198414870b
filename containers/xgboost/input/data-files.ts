import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { userError } from '../errors.ts';

const DEEPEST_FOLDER = 3;

/** The size of all files in a folder. A hidden file among them is an error of the user. */
export function dataSize(folder: string): number {
  if (!existsSync(folder)) {
    return 0;
  }
  if (statSync(folder).isFile()) {
    return statSync(folder).size;
  }
  return readdirSync(folder, { withFileTypes: true }).reduce((size, entry) => {
    if (entry.isDirectory()) {
      return size + dataSize(join(folder, entry.name));
    }
    if (entry.name.startsWith('.')) {
      throw userError('Hidden file found in the data path! Remove that before training.');
    }
    return size + statSync(join(folder, entry.name)).size;
  }, 0);
}

/** The files of a channel, folder by folder, down to the third level; deeper ones are left out. */
export function dataFiles(folder: string, depth = 1): readonly string[] {
  if (statSync(folder).isFile()) {
    return [folder];
  }
  const entries = readdirSync(folder, { withFileTypes: true }).sort(
    (a, b) => (a.name < b.name ? -1 : 1)
  );
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!statSync(path).isDirectory()) {
      return [path];
    }
    return depth < DEEPEST_FOLDER ? dataFiles(path, depth + 1) : [];
  });
}
