import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Cloud } from '../../../kernel/index.ts';
import { checkedZip } from './zip.ts';

/** Code that lies ready to run. */
export interface PlacedCode {
  /** Folder with the code. */
  readonly folder: string;
  /** Bytes of the package. */
  readonly size: number;
  /** SHA-256 of the package, base64. */
  readonly sha256: string;
}

/**
 * What a runtime brings along; a function finds it beside its code, and nothing else of this
 * machine.
 */
const RUNTIME_PACKAGES = ['@aws-sdk', '@smithy', '@aws-crypto', '@aws'];

/** Unpacks a package to where only the runtime's packages are found; once, by its content. */
export function placeZip(zip: Buffer, cloud: Cloud): PlacedCode {
  const root = codeRoot(cloud);
  const hash = createHash('sha256').update(zip);
  const sha256 = hash.copy().digest('base64');
  const name = hash.digest('hex');
  const folder = join(root, 'code', name);
  if (!existsSync(folder)) {
    const made = join(root, 'code', `${name}.${cloud.world.uuid()}`);
    try {
      unpack(zip, made);
      renameSync(made, folder);
    } finally {
      rmSync(made, { recursive: true, force: true });
    }
    writeFileSync(packageOf(folder), zip);
  }
  return { folder, size: zip.length, sha256 };
}

/** The package that a folder was unpacked from; it may not be there. */
export function packageOf(folder: string): string {
  return `${folder}.zip`;
}

/** The folder of all code, with the packages of the runtime beside it. */
export function codeRoot(cloud: Cloud): string {
  const root = join(cloud.dataDir, 'lambda');
  const modules = join(root, 'node_modules');
  mkdirSync(modules, { recursive: true });
  mkdirSync(join(root, 'code'), { recursive: true });
  const resolve = createRequire(import.meta.url).resolve;
  const installed = dirname(dirname(dirname(resolve('@aws-sdk/client-s3/package.json'))));
  for (const name of RUNTIME_PACKAGES) {
    if (existsSync(join(installed, name)) && !existsSync(join(modules, name)))
      symlinkSync(join(installed, name), join(modules, name));
  }
  return root;
}

function unpack(zip: Buffer, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const { path, bytes, mode } of checkedZip(zip)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes, { mode: mode === 0 ? 0o644 : mode | 0o400 });
  }
}
