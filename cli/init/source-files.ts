import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../errors.ts';
import { shellWord } from '../terminal/shell-word.ts';

/** Endings of the names of files that hold rows, packed or not. */
const OF_ROWS = /\.(csv|tsv|tab|txt|data|dat|jsonl|ndjson|json|parquet|pq|parq)(\.gz)?$/i;

/** Files to look at, and those of their folder that are none. */
export interface SourceFiles {
  readonly files: readonly string[];
  /** Names of files that do not end as files of rows do, where others do. */
  readonly leftAside: readonly string[];
}

/**
 * The files of a folder, or the one file. Beside files of rows there may lie others, such as a README.
 *
 * @throws CliError `NoFile`
 */
export function sourceFilesOf(path: string): SourceFiles {
  if (!existsSync(path))
    throw new CliError('NoFile', `there is no '${path}'`, 'perennial init --help');
  if (statSync(path).isFile()) return { files: [path], leftAside: [] };
  const entries = readdirSync(path, { withFileTypes: true }).filter(
    ({ name }) => !/^[._]/.test(name),
  );
  const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  const ofRows = names.filter((name) => OF_ROWS.test(name));
  const files = (ofRows.length > 0 ? ofRows : names).sort();
  if (files.length === 0) throw noFile(path, entries.find((entry) => entry.isDirectory())?.name);
  return {
    files: files.map((name) => join(path, name)),
    leftAside: names.filter((name) => !files.includes(name)),
  };
}

function noFile(path: string, folder: string | undefined): CliError {
  return folder === undefined
    ? new CliError('NoFile', `there is no file in '${path}'`, 'perennial init --from <file>')
    : new CliError(
        'NoFile',
        `there is no file in '${path}', only folders`,
        `perennial init --from ${shellWord(join(path, folder))}`,
      );
}
