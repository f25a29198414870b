/** Who imports whom: `docs/architecture.md` says who may. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { FOLDERS, nodesOf, sourcesOf } from './support/sources.ts';
import type { Source } from './support/sources.ts';

/** One row of the table. */
interface Rule {
  /** `domain`, or with a star for any one folder: `lambda/*\/contract`. */
  readonly folder: string;
  readonly ours: readonly string[];
  readonly others: readonly string[];
  readonly never: readonly string[];
}

const rules = readRules();
const sources = FOLDERS.flatMap((folder) => sourcesOf(folder));

test('the table has a rule for every folder of the product', () => {
  expect(
    rules
      .map(({ folder }) => folder)
      .filter((folder) => !folder.includes('/'))
      .sort(),
  ).toEqual([...FOLDERS].sort());
});

describe.each(rules)('$folder', (rule) => {
  const own = sources.filter(({ path }) => ruleOf(path) === rule);

  test('imports what the table lets it, types too', () => {
    expect(own.flatMap((source) => forbidden(source, rule))).toEqual([]);
  });
});

test('nothing that is imported is missing', () => {
  const missing = sources.flatMap(({ path, tree }) =>
    importsOf(tree)
      .filter(
        (specifier) =>
          specifier.startsWith('.') &&
          !specifier.endsWith('.mjs') &&
          !existsSync(join(dirname(path), specifier)),
      )
      .map((specifier) => `${path}: ${specifier}`),
  );
  expect(missing).toEqual([]);
});

test('the local cloud is entered by its index only', () => {
  const deep = sources
    .filter(({ path }) => !path.startsWith('local/'))
    .flatMap(({ path, tree }) =>
      importsOf(tree)
        .filter(
          (specifier) =>
            /^local\//.test(target(path, specifier)) &&
            target(path, specifier) !== 'local/index.ts',
        )
        .map((specifier) => `${path}: ${specifier}`),
    );
  expect(deep).toEqual([]);
});

/** Circles that are there today; the list may shrink only. */
const CIRCLES: readonly string[] = [];

test('no files import each other in a circle', () => {
  const known = (circle: string) => CIRCLES.some((path) => circle.startsWith(`${path} `));
  expect(circles().filter((circle) => !known(circle))).toEqual([]);
  expect(
    CIRCLES.filter((path) => !circles().some((circle) => circle.startsWith(`${path} `))),
  ).toEqual([]);
});

test('the check finds what it is there for', () => {
  const rule = rules.find(({ folder }) => folder === 'domain')!;
  const wrong =
    "import type { A } from '../../local/index.ts'; import { B } from 'node:fs'; export * from 'zod'; void import('aws-cdk-lib');";
  const source: Source = {
    path: 'domain/x/y.ts',
    text: wrong,
    tree: ts.createSourceFile('y.ts', wrong, ts.ScriptTarget.ES2022, true),
  };
  expect(forbidden(source, rule)).toEqual([
    'domain/x/y.ts: ../../local/index.ts',
    'domain/x/y.ts: node:fs',
    'domain/x/y.ts: aws-cdk-lib',
  ]);
});

/** Imports of a source that its rule does not allow. */
function forbidden({ path, tree }: Source, rule: Rule): readonly string[] {
  const allowed = (specifier: string) =>
    specifier.startsWith('.')
      ? isHome(path, target(path, specifier)) ||
        rule.ours.some((folder) => isBelow(target(path, specifier), folder))
      : rule.others.some(
          (name) =>
            specifier === name || specifier.startsWith(name.endsWith(':') ? name : `${name}/`),
        ) && !rule.never.includes(specifier);
  return importsOf(tree)
    .filter((specifier) => !allowed(specifier))
    .map((specifier) => `${path}: ${specifier}`);
}

/**
 * True for a file of the same home: the top folder, or of functions the function's own folder and
 * what lies beside all.
 */
function isHome(path: string, imported: string): boolean {
  const [top = '', second = ''] = path.split('/');
  if (top !== 'lambda') return imported.startsWith(`${top}/`);
  if (ruleOf(path).folder !== 'lambda') return false;
  return imported.startsWith(`lambda/${second}/`) || /^lambda\/[^/]+\.ts$/.test(imported);
}

/** The most particular rule of a file. */
function ruleOf(path: string): Rule {
  const fitting = rules.filter(({ folder }) => isBelow(path, folder));
  return fitting.sort((a, b) => b.folder.length - a.folder.length)[0]!;
}

function isBelow(path: string, folder: string): boolean {
  const pattern = folder.replace(/[.]/g, '\\.').replaceAll('*', '[^/]+');
  return new RegExp(`^${pattern}(/|\\.ts$)`).test(path);
}

function target(path: string, specifier: string): string {
  return specifier.startsWith('.')
    ? join(dirname(path), specifier).replaceAll('\\', '/')
    : specifier;
}

/** What a file imports: statically, as a type, by `export from` and by `import()`. */
function importsOf(tree: ts.SourceFile): readonly string[] {
  return nodesOf(tree).flatMap((node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
      return textOf(node.moduleSpecifier);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      return textOf(node.arguments[0]);
    return ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
      ? textOf(node.argument.literal)
      : [];
  });
}

function textOf(node: ts.Node | undefined): readonly string[] {
  return node && ts.isStringLiteral(node) ? [node.text] : [];
}

/** Circles of imports that are there at run time. */
function circles(): readonly string[] {
  const edges = new Map(
    sources.map(({ path, tree }) => [
      path,
      tree.statements.flatMap((statement) => {
        const isType = ts.isImportDeclaration(statement) && statement.importClause?.isTypeOnly;
        if (isType || !(ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)))
          return [];
        if (ts.isExportDeclaration(statement) && statement.isTypeOnly) return [];
        return textOf(statement.moduleSpecifier)
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => target(path, specifier));
      }),
    ]),
  );
  const found = new Set<string>();
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) found.add([...trail.slice(trail.indexOf(path)), path].join(' -> '));
    if (trail.includes(path) || done.has(path)) return;
    for (const next of edges.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of edges.keys()) walk(path, []);
  return [...found];
}

/** Reads the table of imports out of the architecture's document. */
function readRules(): readonly Rule[] {
  const lines = readFileSync('docs/architecture.md', 'utf8').split('\n');
  const start = lines.findIndex((line) => line.startsWith('| folder | may import ours |'));
  const rows = lines.slice(
    start + 2,
    lines.findIndex((line, index) => index > start && !line.startsWith('|')),
  );
  return rows.map((row) => {
    const [, folder = '', ours = '', others = '', never = ''] = row.split('|');
    const names = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
    const ownContracts = ours.includes("other functions' `contract`");
    return {
      folder: names(folder)[0]!,
      ours: names(ours).map((name) =>
        ownContracts && name === 'contract' ? 'lambda/*/contract' : name,
      ),
      others: names(others),
      never: names(never),
    };
  });
}
