import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The virtual environment that holds other people's programs. */
export const ENVIRONMENT = resolve('.perennial', 'interop');

/** Another one, with the client that Debian 12 ships. */
export const OLDER_ENVIRONMENT = resolve('.perennial', 'interop-older');

/** Installs the programs that are tested with, unless just these are there. */
export function setup(): void {
  install(ENVIRONMENT, 'test/interop/requirements.txt');
  install(OLDER_ENVIRONMENT, 'test/interop/requirements-older.txt');
}

function install(environment: string, requirements: string): void {
  const mark = join(environment, 'requirements.txt');
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  rmSync(environment, { recursive: true, force: true });
  process.stdout.write(`installing ${wanted.trim().split('\n').join(', ')}\n`);
  execFileSync('python3', ['-m', 'venv', environment], { stdio: 'inherit' });
  const pip = join(environment, 'bin', 'pip');
  execFileSync(pip, ['install', '--quiet', '-r', requirements], { stdio: 'inherit' });
  writeFileSync(mark, wanted);
}
