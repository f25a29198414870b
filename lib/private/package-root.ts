import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigurationError } from '../errors.ts';

/** The folder of this package, wherever this code was bundled to. */
export function packageRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'lambda')))
      return folder;
    if (dirname(folder) === folder)
      throw new ConfigurationError(
        'UnknownFunction',
        "keep the folder 'lambda' beside package.json",
      );
  }
}
