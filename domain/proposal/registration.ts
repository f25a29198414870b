import { constantOf } from './pipeline-text.ts';

const LIST = /export const pipelines = \[([^\]]*)\] as const;/;
const WIDTH = 100;

/**
 * The text of `pipelines/index.ts` with a model more in it, or the same where it is there already; null
 * where the text has no list of that form.
 */
export function withPipeline(index: string, model: string): string | null {
  const constant = constantOf(model);
  const [list, listed = ''] = LIST.exec(index) ?? [];
  if (list === undefined) return null;
  const line = `import { ${constant} } from './${model}/pipeline.ts';`;
  if (index.includes(line)) return index;
  const names = listed
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const imports = [...index.matchAll(/^import .*\n/gm)].map(([text]) => text.trimEnd());
  const rest = imports.reduce((text, one) => text.replace(`${one}\n`, ''), index).trimStart();
  const sorted = [...imports, line].sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
  return `${sorted.join('\n')}\n\n${rest.replace(list, listText([...names, constant].sort()))}`;
}

function listText(names: readonly string[]): string {
  const line = `export const pipelines = [${names.join(', ')}] as const;`;
  if (line.length <= WIDTH) return line;
  return `export const pipelines = [\n${names.map((name) => `  ${name},\n`).join('')}] as const;`;
}

function pathOf(line: string): string {
  return line.slice(line.indexOf(' from '));
}
