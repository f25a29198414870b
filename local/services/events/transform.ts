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

/** What an event came to a target by. */
export interface EventOrigin {
  readonly arn: string;
  readonly name: string;
  /** When EventBridge took the event, epoch milliseconds. */
  readonly ingested: number;
}

type Event = Readonly<Record<string, unknown>>;

/** Placeholders that need no path. */
export const RESERVED_PLACEHOLDERS: ReadonlySet<string> = new Set([
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
]);

const PLACEHOLDER = /<([\w.-]+)>/g;

/** Names of the placeholders of a template. */
export function placeholdersOf(template: string): readonly string[] {
  return [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
}

/**
 * The JSON text a target receives; undefined where the template does not give JSON, which AWS
 * drops. Source: EventBridge user guide, transform-target-input.
 */
export function targetInput(
  settings: InputSettings,
  event: Event,
  origin: EventOrigin,
): string | undefined {
  if (settings.Input !== undefined) return settings.Input;
  if (settings.InputPath !== undefined)
    return JSON.stringify(find(settings.InputPath, event) ?? null);
  if (settings.InputTransformer) return transform(settings.InputTransformer, event, origin);
  return JSON.stringify(event);
}

function transform(
  { InputPathsMap = {}, InputTemplate }: NonNullable<InputSettings['InputTransformer']>,
  event: Event,
  origin: EventOrigin,
): string | undefined {
  const values: Record<string, unknown> = {
    'aws.events.rule-arn': origin.arn,
    'aws.events.rule-name': origin.name,
    'aws.events.event.ingestion-time': `${new Date(origin.ingested).toISOString().slice(0, 19)}Z`,
    'aws.events.event': withoutDetail(event),
    'aws.events.event.json': event,
  };
  for (const [name, path] of Object.entries(InputPathsMap)) values[name] = find(path, event);
  const isText = InputTemplate.trimStart().startsWith('"');
  const text = substitute(InputTemplate, values, isText);
  return isText || isJson(text) ? text : undefined;
}

/** The event as `<aws.events.event>` gives it: no detail, and a member named as in Java. */
function withoutDetail({ detail: _, 'detail-type': detailType, ...rest }: Event): Event {
  return { ...rest, detailType };
}

/**
 * Puts values into a template. What a path did not find is an empty string. Within quotes a string
 * is put as it is; an object or list is put as JSON, without its quotes where the template is
 * itself a string.
 */
function substitute(
  template: string,
  values: Readonly<Record<string, unknown>>,
  isText: boolean,
): string {
  let quoted = false;
  let out = '';
  for (let i = 0; i < template.length; i++) {
    const character = template[i]!;
    const name = character === '<' ? /^<([\w.-]+)>/.exec(template.slice(i))?.[1] : undefined;
    if (name !== undefined && Object.hasOwn(values, name)) {
      out += quoted ? inQuotes(values[name], isText) : JSON.stringify(values[name] ?? '');
      i += name.length + 1;
      continue;
    }
    if (character === '"' && template[i - 1] !== '\\') quoted = !quoted;
    out += character;
  }
  return out;
}

function inQuotes(value: unknown, isText: boolean): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return JSON.stringify(value).slice(1, -1);
  const text = JSON.stringify(value);
  return isText ? text.replaceAll('"', '') : text;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function find(path: string, event: Event): unknown {
  return JSONPath({ path, json: event, wrap: false, eval: false }) as unknown;
}
