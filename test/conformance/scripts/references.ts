/** Fills in what a script refers to: `{{3.Messages[0].Body|json.id}}` is a value out of an answer. */
import { CannotReplay, Lacking } from './outcomes.ts';
import { isMembers } from './values.ts';

/** Answers by the number of their step. */
export type Answers = ReadonlyMap<number, unknown>;

const REFERENCE = '\\{\\{((?:[^{}]|\\{(?!\\{)|\\}(?!\\}))*)\\}\\}';
const ONE = new RegExp(`^${REFERENCE}$`);
const EACH = new RegExp(REFERENCE, 'g');
const PART = /\.([^.[\]|]+)|\[(-?\d*):(-?\d*)\]|\[(-?\d+)\]|\|(\w+)(?:\(([^)]*)\))?/y;

/** The value that a path leads to, from the answer whose number it begins with. */
export function resolve(path: string, answers: Answers): unknown {
  const head = /^\d+/.exec(path)?.[0];
  if (head === undefined) throw new CannotReplay(`a value that was not written down: ${path}`);
  if (!answers.has(Number(head))) throw new CannotReplay(`no answer of step ${head}`);
  let value = answers.get(Number(head));
  let before: string | undefined;
  PART.lastIndex = head.length;
  while (PART.lastIndex < path.length) {
    const part = PART.exec(path);
    if (!part) throw new CannotReplay(`cannot evaluate ${path}`);
    value = step(value, part, before);
    before = part[5];
  }
  return value;
}

function step(value: unknown, part: RegExpExecArray, before: string | undefined): unknown {
  const [, name, begin, end, index, called, argument] = part;
  if (name !== undefined) return member(value, name);
  if (called !== undefined) return apply(called, value, argument ?? '');
  if (typeof value !== 'string' && !Array.isArray(value)) throw new Lacking(`no list: ${part[0]}`);
  if (index === undefined)
    return value.slice(begin ? Number(begin) : undefined, end ? Number(end) : undefined);
  const found = value.at(positionOf(Number(index), value.length, before));
  if (found === undefined) throw new Lacking(`no element ${index}`);
  return found;
}

/** The last but one and the last part of a split text were written down as 10 and 11. */
function positionOf(index: number, length: number, before: string | undefined): number {
  return before === 'split' && length <= index && [10, 11].includes(index) ? index - 12 : index;
}

function member(value: unknown, name: string): unknown {
  const members = isMembers(value) ? value : {};
  const key =
    name in members
      ? name
      : Object.keys(members).find((other) => other.toLowerCase() === name.toLowerCase());
  if (key === undefined) throw new Lacking(`no ${name}`);
  return members[key];
}

function apply(called: string, value: unknown, argument: string): unknown {
  switch (called) {
    case 'json':
      return typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
    case 'split':
      return split(String(value), argument);
    case 'replace': {
      const [old, fresh] = argument.split(/,(.*)/s);
      return String(value).replaceAll(old ?? '', fresh ?? '');
    }
    case 'attr':
      return argument === 'microsecond' ? microsecond(value) : member(value, argument);
    case 'jsonpath':
      return firstOfEvents(value, argument);
    case 'lower':
      return String(value).toLowerCase();
    case 'upper':
      return String(value).toUpperCase();
    case 'strip':
      return String(value).trim();
    case 'read':
    case 'decode':
      return value;
    default:
      throw new CannotReplay(`cannot evaluate ${called}`);
  }
}

/** The part below a second of a moment, which may be told in seconds since 1970. */
function microsecond(moment: unknown): number {
  if (typeof moment === 'number') return Math.round((moment % 1) * 1e6);
  return Number(/\.(\d+)/.exec(String(moment))?.[1]?.padEnd(6, '0') ?? 0);
}

/** As Python splits: `:,5` is at a colon, five times at most. */
function split(text: string, argument: string): readonly string[] {
  const [, separator, limit] = /^(.*?)(?:,(-?\d+))?$/s.exec(argument) ?? [];
  const parts = separator ? text.split(separator) : text.trim().split(/\s+/);
  const most = Number(limit ?? -1);
  if (most < 0 || parts.length <= most) return parts;
  return [...parts.slice(0, most), parts.slice(most).join(separator)];
}

function firstOfEvents(value: unknown, path: string): unknown {
  const names = /^\$\.events\[\*\]((?:\.\w+)+)$/.exec(path)?.[1]?.slice(1).split('.');
  if (!names) throw new CannotReplay(`cannot evaluate ${path}`);
  const events = member(value, 'events');
  for (const event of Array.isArray(events) ? events : []) {
    const found = names.reduce<unknown>(
      (inner, name) => (isMembers(inner) ? inner[name] : undefined),
      event,
    );
    if (found !== undefined && found !== null) return found;
  }
  throw new Lacking(`no ${path}`);
}

/** A text with its references filled in; of one that is a reference as a whole, the value itself. */
export function fill(text: string, answers: Answers): unknown {
  const whole = ONE.exec(text)?.[1];
  if (whole !== undefined) return resolve(whole, answers);
  return text.replace(EACH, (_, path: string) => {
    const value = resolve(path, answers);
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}
