import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Folders of the product, in the order of `docs/architecture.md`. */
export const FOLDERS = [
  'domain',
  'lambda',
  'lib',
  'pipelines',
  'bin',
  'containers',
  'local',
  'cli',
] as const;

/** A source file and its syntax tree. */
export interface Source {
  /** Path from the root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

/** All TypeScript files below a folder, parsed once. */
export function sourcesOf(folder: string): readonly Source[] {
  const known = parsed.get(folder);
  if (known) return known;
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const sources = names.map((name) => {
    const path = join(folder, name).replaceAll('\\', '/');
    const text = readFileSync(path, 'utf8');
    return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true) };
  });
  parsed.set(folder, sources);
  return sources;
}

/** Every node of a tree, parents before children. */
export function nodesOf(root: ts.Node): readonly ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

const parsed = new Map<string, readonly Source[]>();
