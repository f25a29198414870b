import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The virtual environment that holds other people's programs. */
export const ENVIRONMENT = resolve('.perennial', 'interop');

const REQUIREMENTS = 'test/interop/requirements.txt';
const MARK = join(ENVIRONMENT, 'requirements.txt');

/** Installs the programs that are tested with, unless just these are there. */
export function setup(): void {
  const wanted = readFileSync(REQUIREMENTS, 'utf8');
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === wanted) return;
  rmSync(ENVIRONMENT, { recursive: true, force: true });
  process.stdout.write(`installing ${wanted.trim().split('\n').join(', ')}\n`);
  execFileSync('python3', ['-m', 'venv', ENVIRONMENT], { stdio: 'inherit' });
  const pip = join(ENVIRONMENT, 'bin', 'pip');
  execFileSync(pip, ['install', '--quiet', '-r', REQUIREMENTS], { stdio: 'inherit' });
  writeFileSync(MARK, wanted);
}
