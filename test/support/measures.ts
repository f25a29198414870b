import ts from 'typescript';
import { nodesOf } from './sources.ts';
import type { Source } from './sources.ts';

/** A function of a source, measured. */
export interface MeasuredFunction {
  /** `<file>:<line> <name>` */
  readonly where: string;
  readonly lines: number;
  /** How deep statements that branch or repeat lie in each other. */
  readonly nesting: number;
  readonly parameters: number;
}

/** An export of a source. */
export interface MeasuredExport {
  readonly where: string;
  /** True where it has a comment of its own. */
  readonly documented: boolean;
}

/** Lines of a file, blank ones and comments too. */
export function linesOf({ text }: Source): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

/**
 * Every function, method and arrow function; of those that are one expression only the named ones.
 */
export function functionsOf({ path, tree }: Source): readonly MeasuredFunction[] {
  return nodesOf(tree)
    .filter(isFunction)
    .map((node) => {
      const [start, end] = [node.getStart(tree), node.getEnd()].map(
        (at) => tree.getLineAndCharacterOfPosition(at).line,
      );
      return {
        where: `${path}:${start! + 1} ${nameOf(node)}`,
        lines: end! - start! + 1,
        nesting: nestingOf(node.body!),
        parameters: node.parameters.length,
      };
    });
}

/** What a file exports by name, and whether it says what that is. */
export function exportsOf({ path, tree }: Source): readonly MeasuredExport[] {
  return tree.statements.filter(isExported).map((statement) => {
    const { line } = tree.getLineAndCharacterOfPosition(statement.getStart(tree));
    const [comment] = ts.getJSDocCommentsAndTags(statement);
    return {
      where: `${path}:${line + 1} ${exportName(statement)}`,
      documented: comment !== undefined,
    };
  });
}

function exportName(statement: ts.Statement): string {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations[0]!.name.getText();
  return (statement as ts.DeclarationStatement).name?.getText() ?? '';
}

/** The value that a share of the values stays below or at. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

type FunctionNode = ts.FunctionLikeDeclaration & { readonly body: ts.ConciseBody };

function isFunction(node: ts.Node): node is FunctionNode {
  if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return false;
  const { parent } = node;
  const isNamed =
    ts.isVariableDeclaration(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isPropertyDeclaration(parent);
  return isNamed || ts.isBlock(node.body as ts.Node);
}

function nameOf(node: FunctionNode): string {
  if (node.name) return node.name.getText();
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  const { parent } = node;
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)
    ? parent.name.getText()
    : '(anonymous)';
}

/**
 * Statements that lie in each other; the branches of `else if` are on one level; functions within
 * count anew.
 */
function nestingOf(node: ts.Node): number {
  let deepest = 0;
  ts.forEachChild(node, (child) => {
    if (ts.isFunctionLike(child)) return;
    const isElseIf =
      ts.isIfStatement(child) && ts.isIfStatement(node) && node.elseStatement === child;
    deepest = Math.max(deepest, nestingOf(child) + (nests(child) && !isElseIf ? 1 : 0));
  });
  return deepest;
}

function nests(node: ts.Node): boolean {
  return (
    ts.isIfStatement(node) ||
    ts.isIterationStatement(node, false) ||
    ts.isSwitchStatement(node) ||
    ts.isTryStatement(node)
  );
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}
