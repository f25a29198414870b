import { JSONPath } from 'jsonpath-plus';

/** How a target wants its input. */
export interface InputSettings {
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: {
    readonly InputPathsMap?: Readonly<Record<string, string>>;
    readonly InputTemplate: string;
  };
}

/**
 * The JSON text a target receives. Paths that find nothing vanish. Source: EventBridge user guide,
 * transform-target-input.
 */
export function targetInput(
  settings: InputSettings,
  event: Readonly<Record<string, unknown>>,
  rule: { readonly arn: string; readonly name: string },
): string {
  if (settings.Input !== undefined) return settings.Input;
  if (settings.InputPath !== undefined)
    return JSON.stringify(find(settings.InputPath, event) ?? null);
  if (settings.InputTransformer) return transform(settings.InputTransformer, event, rule);
  return JSON.stringify(event);
}

function transform(
  { InputPathsMap = {}, InputTemplate }: NonNullable<InputSettings['InputTransformer']>,
  event: Readonly<Record<string, unknown>>,
  rule: { readonly arn: string; readonly name: string },
): string {
  const values: Record<string, unknown> = {
    'aws.events.rule-arn': rule.arn,
    'aws.events.rule-name': rule.name,
    'aws.events.event.ingestion-time': event.time,
    'aws.events.event': event,
    'aws.events.event.json': event,
  };
  for (const [name, path] of Object.entries(InputPathsMap)) values[name] = find(path, event);
  return substitute(InputTemplate, values);
}

/** Inside quotes a value is put as text, outside as JSON. */
function substitute(template: string, values: Readonly<Record<string, unknown>>): string {
  let quoted = false;
  let out = '';
  for (let i = 0; i < template.length; i++) {
    const character = template[i]!;
    const name = character === '<' ? /^<([\w.-]+)>/.exec(template.slice(i))?.[1] : undefined;
    if (name !== undefined && name in values) {
      out += quoted ? inQuotes(values[name]) : asJson(values[name]);
      i += name.length + 1;
      continue;
    }
    if (character === '"' && template[i - 1] !== '\\') quoted = !quoted;
    out += character;
  }
  return out;
}

function inQuotes(value: unknown): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}

function asJson(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value);
}

function find(path: string, event: Readonly<Record<string, unknown>>): unknown {
  const found = JSONPath({ path, json: event, wrap: false, eval: false }) as unknown;
  return found;
}
