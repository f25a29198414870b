import { existsSync, readFileSync } from 'node:fs';
import { readDefinition } from '../domain/definition/define-model.ts';
import type { ModelDefinition } from '../domain/definition/model-definition.ts';
import { CliError } from './errors.ts';

/**
 * The definition in a file: JSON, or the program of a pipeline.
 *
 * @throws CliError `NoFile`
 */
export async function definitionIn(file: string): Promise<ModelDefinition> {
  if (!existsSync(file)) throw new CliError('NoFile', `there is no file '${file}'`);
  try {
    return /\.[cm]?ts$/.test(file)
      ? await programIn(file)
      : readDefinition(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CliError('NoFile', `'${file}' is no definition: ${reason}`, undefined, { cause });
  }
}

/** What a pipeline exports, bundled with what it imports. */
async function programIn(file: string): Promise<ModelDefinition> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
  });
  const code = Buffer.from(outputFiles[0]!.contents).toString('base64');
  const exported = (await import(`data:text/javascript;base64,${code}`)) as Record<string, unknown>;
  const definitions = Object.values(exported);
  if (definitions.length !== 1)
    throw new TypeError(`it exports ${definitions.length} values, not one definition`);
  return readDefinition(definitions[0]);
}
