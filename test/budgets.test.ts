/** How large things may become. What is over is named here with its reason, and may shrink only. */
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { exportsOf, functionsOf, linesOf, quantile } from './support/measures.ts';
import { FOLDERS, nodesOf, sourcesOf } from './support/sources.ts';
import type { Source } from './support/sources.ts';

/** A budget: lines in the middle, of the longest tenth, of the longest. */
interface Budget {
  readonly median: number;
  readonly p90: number;
  readonly max: number;
}

const FILES: Budget = { median: 90, p90: 250, max: 400 };
const FUNCTIONS: Budget = { median: 8, p90: 30, max: 60 };
const MAX_NESTING = 3;

/** Folders whose functions are longer, and how long they are today. */
const LONGER: Readonly<Record<string, Budget>> = {
  // Constructors of CDK write a property to a line.
  lib: { median: 12, p90: 44, max: 60 },
};

/** Functions that are longer than the longest may be, or deeper, with what they are today. */
const OVER: Readonly<Record<string, { readonly lines?: number; readonly nesting?: number }>> = {
  'lib/training/job-roles.ts defineRole': { lines: 69 },
  'local/services/states/machine-input.ts checkRole': { nesting: 4 },
  'local/wire/chunked.ts decodeAwsChunked': { nesting: 4 },
};

/** Share of exports that say what they are. */
const DOCUMENTED: Readonly<Record<string, number>> = {
  domain: 0.95,
  lib: 0.95,
  local: 0.8,
  containers: 0.8,
  cli: 0.8,
};

/** The only files that ask the machine what time it is; others are given it. */
const CLOCKS = [/^local\/world\//, /^lambda\/shared\/system-clock\.ts$/, /^cli\//];

describe.each(FOLDERS)('%s', (folder) => {
  const sources = sourcesOf(folder);
  const functions = sources.flatMap(functionsOf);

  test('files are short', () => {
    const sizes = sources.map(linesOf);
    expect(quantile(sizes, 0.5)).toBeLessThanOrEqual(FILES.median);
    expect(quantile(sizes, 0.9)).toBeLessThanOrEqual(FILES.p90);
    expect(sources.filter((source) => linesOf(source) > FILES.max).map(({ path }) => path)).toEqual(
      [],
    );
  });

  test('functions are short', () => {
    const { median, p90, max } = LONGER[folder] ?? FUNCTIONS;
    const sizes = functions.map(({ lines }) => lines);
    expect(quantile(sizes, 0.5)).toBeLessThanOrEqual(median);
    expect(quantile(sizes, 0.9)).toBeLessThanOrEqual(p90);
    expect(
      functions.filter(({ where, lines }) => lines > (OVER[unplaced(where)]?.lines ?? max)),
    ).toEqual([]);
  });

  test('functions are flat', () => {
    const limit = (where: string) => OVER[unplaced(where)]?.nesting ?? MAX_NESTING;
    expect(functions.filter(({ where, nesting }) => nesting > limit(where))).toEqual([]);
  });

  test('exports say what they are', () => {
    const all = sources.flatMap(exportsOf);
    const named = new Set(
      all.filter(({ documented }) => documented).map(({ where }) => unplaced(where)),
    );
    // A schema and its type share a name and a comment.
    const silent = all.filter(({ where }) => !named.has(unplaced(where))).map(({ where }) => where);
    expect(silent.length <= all.length * (1 - (DOCUMENTED[folder] ?? 0)) ? [] : silent).toEqual([]);
  });

  test('nothing is of type any', () => {
    expect(found(sources, (node) => node.kind === ts.SyntaxKind.AnyKeyword)).toEqual([]);
  });

  test('nobody but the world knows the time, or rolls dice', () => {
    const others = sources.filter(({ path }) => !CLOCKS.some((clock) => clock.test(path)));
    expect(found(others, asksTheMachine)).toEqual([]);
  });

  test('nothing is left for later', () => {
    const marks = /\b(TODO|FIXME|XXX|HACK)\b/;
    expect(sources.filter(({ text }) => marks.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

test('what is allowed to be over is still over', () => {
  const all = FOLDERS.flatMap((folder) => sourcesOf(folder)).flatMap(functionsOf);
  for (const [name, { lines, nesting }] of Object.entries(OVER)) {
    const [now] = all.filter(({ where }) => unplaced(where) === name);
    expect([name, now?.lines]).toEqual([name, lines ?? now?.lines]);
    expect([name, now?.nesting]).toEqual([name, nesting ?? now?.nesting]);
  }
});

/** `<file>:<line> <name>` without the line. */
function unplaced(where: string): string {
  return where.replace(/:\d+ /, ' ');
}

function found(sources: readonly Source[], matches: (node: ts.Node) => boolean): readonly string[] {
  return sources.flatMap(({ path, tree }) =>
    nodesOf(tree)
      .filter(matches)
      .map((node) => {
        const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
        return `${path}:${line + 1} ${node.getText(tree)}`;
      }),
  );
}

function asksTheMachine(node: ts.Node): boolean {
  if (ts.isNewExpression(node))
    return node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0;
  return (
    ts.isPropertyAccessExpression(node) &&
    ['Date.now', 'Math.random', 'performance.now'].includes(node.getText())
  );
}
