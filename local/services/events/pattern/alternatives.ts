import { addressDigits } from './cidr.ts';
import type { JsonText } from './json-text.ts';
import { comparable } from './number.ts';
import { operatorTerm } from './operators.ts';
import { refused } from './refusal.ts';
import { addressTerm, numberTerm, textTerm } from './term.ts';
import type { Members, Term } from './term.ts';

/** What each field may be, by its path: steps joined by dots. All fields must match. */
export type Alternative = ReadonlyMap<string, readonly Term[]>;

/** Alternatives a pattern may have. Source: EventBridge user guide, $or matching. */
const MAX_ALTERNATIVES = 1_000;

/** Names that may not be fields within `$or`, kept by AWS for operators of today and tomorrow. */
const RESERVED = new Set([
  ...['exactly', 'equals-ignore-case', 'prefix', 'suffix', 'anything-but', 'exists', 'wildcard'],
  ...['numeric', 'cidr', '=', '<', '<=', '>', '>=', 'regex', 'not-wildcard'],
  ...['not-equals-ignore-case', 'date-after', 'date-on-or-after', 'date-before'],
  ...['date-on-or-before', 'in-date-range', 'ip-address-in-range', 'ip-address-not-in-range'],
]);

/**
 * The alternatives of a pattern: one, and more where there is `$or`. A path that is written twice
 * counts as it was written last.
 */
export function alternativesOf(pattern: JsonText): readonly Alternative[] {
  if (pattern.kind !== 'object') throw refused('Filter is not an object');
  return readObject([], pattern.members, { path: '', inOr: false });
}

interface Place {
  readonly path: string;
  readonly inOr: boolean;
}

type Mutable = ReadonlyMap<string, readonly Term[]>[];

function readObject(before: Mutable, members: Members, place: Place): Mutable {
  if (members.length === 0) throw refused('Empty objects are not allowed');
  let all = before;
  for (const [name, value] of members) {
    if (name === '$or') all = readOr(all, value, place);
    else if (place.inOr && RESERVED.has(name))
      throw refused(`${name} is Ruler reserved fieldName which cannot be used inside $or.`);
    else all = readMember(all, value, { name, ...place });
  }
  return all;
}

function readMember(
  before: Mutable,
  value: JsonText,
  { name, path, inOr }: Place & { readonly name: string },
): Mutable {
  const own = path === '' ? name : `${path}.${name}`;
  if (value.kind === 'object') return readObject(before, value.members, { path: own, inOr });
  if (value.kind !== 'array') throw refused(`"${name}" must be an object or an array`);
  const terms = value.items.flatMap(termsOf);
  if (terms.length === 0) throw refused('Empty arrays are not allowed');
  return (before.length === 0 ? [new Map<string, readonly Term[]>()] : before).map((alternative) =>
    new Map(alternative).set(own, terms),
  );
}

function readOr(before: Mutable, value: JsonText, { path }: Place): Mutable {
  if (value.kind !== 'array') throw refused('It must be an Array followed with $or.');
  const all = value.items.flatMap((item) => {
    if (item.kind !== 'object')
      throw refused('Only JSON object is allowed in array of $or relationship.');
    return readObject(before, item.members, { path, inOr: true });
  });
  if (value.items.length < 2)
    throw refused('There must have at least 2 Objects in $or relationship.');
  if (all.length > MAX_ALTERNATIVES)
    throw refused(
      `There must not be more than ${MAX_ALTERNATIVES} combinations in $or relationship.`,
    );
  return all;
}

function termsOf(value: JsonText): readonly Term[] {
  const { kind } = value;
  if (kind === 'object') return [operatorTerm(value.members)];
  if (kind === 'array') throw refused('Match value must be String, number, true, false, or null');
  if (kind === 'string') return [stringTerm(value.text)];
  const exact = textTerm((text) => text === value.text);
  const number = kind === 'number' ? comparable(value.text) : undefined;
  return number === undefined ? [exact] : [numberTerm((other) => other === number), exact];
}

/** An address is compared as one: `::1` is `0:0:0:0:0:0:0:1`. */
function stringTerm(wanted: string): Term {
  const digits = addressDigits(wanted);
  if (digits !== undefined) return addressTerm((other) => other.startsWith(digits));
  return textTerm((text) => text === `"${wanted}"`);
}
