import { createRequire } from 'node:module';
import type * as yaml from 'yaml';
import type { Template } from '../../cloudformation/template.ts';
import { formatError } from './errors.ts';

/**
 * Reads the text of a template, JSON or YAML with CloudFormation's short forms.
 *
 * @throws AwsError `ValidationError` naming line and column of what is not well-formed
 */
export function readTemplate(text: string): Template {
  const value = /^\s*[{]/.test(text) ? readJson(text) : readYaml(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw formatError('unsupported structure.');
  return value as Template;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const at = Number(/position (\d+)/.exec(String(error))?.[1] ?? text.length);
    const lines = text.slice(0, at).split('\n');
    throw formatError(
      `JSON not well-formed. (line ${lines.length}, column ${lines.at(-1)!.length + 1})`,
    );
  }
}

/** Only those who send YAML wait for its reader. */
function yamlReader(): typeof yaml {
  return createRequire(import.meta.url)('yaml') as typeof yaml;
}

function readYaml(text: string): unknown {
  const reader = yamlReader();
  const document = reader.parseDocument(text, { schema: 'core', logLevel: 'silent' });
  const error = document.errors[0];
  if (error) {
    const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
    throw formatError(`YAML not well-formed. (line ${line}, column ${col})`);
  }
  return valueOf(document.contents, reader);
}

/** The value of a node. Short forms become what they stand for: `!Ref a` is `{Ref: a}`. */
function valueOf(node: unknown, reader: typeof yaml): unknown {
  if (node === null) return null;
  if (reader.isAlias(node))
    throw formatError('YAML aliases are not allowed in CloudFormation templates');
  const value = plainValue(node, reader);
  const tag = reader.isNode(node) ? node.tag : undefined;
  if (tag === undefined || !/^!\w/.test(tag)) return value;
  return longForm(tag.slice(1), value);
}

function plainValue(node: unknown, reader: typeof yaml): unknown {
  if (reader.isMap(node))
    return Object.fromEntries(
      node.items.map(({ key, value }) => [String(valueOf(key, reader)), valueOf(value, reader)]),
    );
  if (reader.isSeq(node)) return node.items.map((item) => valueOf(item, reader));
  return reader.isScalar(node) ? node.value : null;
}

/** Source: CloudFormation user guide, intrinsic function reference. */
function longForm(name: string, value: unknown): object {
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name === 'GetAtt' && typeof value === 'string') {
    const dot = value.indexOf('.');
    return { 'Fn::GetAtt': [value.slice(0, dot), value.slice(dot + 1)] };
  }
  return { [`Fn::${name}`]: value };
}
