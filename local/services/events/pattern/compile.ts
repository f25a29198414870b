import { alternativesOf } from './alternatives.ts';
import type { Alternative } from './alternatives.ts';
import { requireSimple } from './complexity.ts';
import { arraysOf, fieldFinder, joined, within } from './fields.ts';
import type { FieldValue, Membership } from './fields.ts';
import { JsonSyntaxError, locationIn, parseJsonText } from './json-text.ts';
import type { JsonText } from './json-text.ts';
import { refused } from './refusal.ts';
import type { Term } from './term.ts';
import { seen } from './value.ts';
import type { Compares } from './value.ts';

/** Decides whether an event matches. */
export type EventTest = (event: Readonly<Record<string, unknown>>) => boolean;

/** Compiles a pattern. Throws InvalidEventPatternException as EventBridge does. */
export function compilePattern(text: string): EventTest {
  const tests = alternativesOf(parsed(text)).map(compileAlternative);
  return tests.length === 1 ? tests[0]! : (event) => tests.some((test) => test(event));
}

function parsed(text: string): JsonText {
  try {
    const pattern = parseJsonText(text);
    if (pattern.kind === 'object') return pattern;
    // The parser has read a bracket or a quote, or a whole number or word.
    const begin = text.search(/\S/);
    const read = 'items' in pattern || pattern.kind === 'string' ? 1 : pattern.text.length;
    throw refused(`Filter is not an object${locationIn(text, begin + read)}`);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw refused(`${error.message}${locationIn(text, error.at)}`, error);
  }
}

/** A field of an alternative. */
interface Field {
  readonly test: (value: unknown) => boolean;
  readonly mayBeAbsent: boolean;
}

function compileAlternative(alternative: Alternative): EventTest {
  const paths = [...alternative.keys()].sort();
  const find = fieldFinder(paths);
  const fields = paths.map((path) => compileField(alternative.get(path)!));
  return (event) => {
    const values = find(event);
    const candidates: (readonly FieldValue[])[] = [];
    let inArrays = false;
    for (let i = 0; i < fields.length; i++) {
      const { test, mayBeAbsent } = fields[i]!;
      const own = values[i]!;
      const fitting = own.filter(({ value }) => test(value));
      inArrays ||= own.some(({ membership }) => membership.length > 0);
      if (fitting.length === 0 && !mayBeAbsent) return false;
      if (fitting.length === 0 && !inArrays && own.length > 0) return false;
      candidates.push(fitting);
    }
    return !inArrays || new Search(fields, values, candidates).holds(0, []);
  };
}

function compileField(terms: readonly Term[]): Field {
  requireSimple(terms.flatMap(({ wildcards = [] }) => wildcards));
  const compares: Compares = {
    numbers: terms.some((term) => term.compares === 'number'),
    addresses: terms.some((term) => term.compares === 'address'),
  };
  const tests = terms.map(({ test }) => test);
  return {
    mayBeAbsent: terms.some(({ absent }) => absent),
    test: (value) => {
      const shown = seen(value, compares);
      return tests.some((test) => test(shown));
    },
  };
}

/** Looks for one value per field so that all lie in the same elements of arrays. */
class Search {
  private readonly failed = new Set<string>();
  /** Arrays that fields from an index on lie in: the only ones that matter there. */
  private readonly later: readonly ReadonlySet<number>[];

  constructor(
    private readonly fields: readonly Field[],
    private readonly values: readonly (readonly FieldValue[])[],
    private readonly candidates: readonly (readonly FieldValue[])[],
  ) {
    this.later = fields.map((_, index) => arraysOf(values.slice(index).flat()));
  }

  public holds(index: number, given: Membership): boolean {
    if (index === this.fields.length) return true;
    const chosen = within(given, this.later[index]!);
    const key = `${index}:${chosen.join()}`;
    if (this.failed.has(key)) return false;
    const found = this.byAbsence(index, chosen) || this.byValue(index, chosen);
    if (!found) this.failed.add(key);
    return found;
  }

  /** A field is absent where no value of it lies in the chosen elements. */
  private byAbsence(index: number, chosen: Membership): boolean {
    if (!this.fields[index]!.mayBeAbsent) return false;
    const isThere = this.values[index]!.some(({ membership }) => joined(chosen, membership));
    return !isThere && this.holds(index + 1, chosen);
  }

  private byValue(index: number, chosen: Membership): boolean {
    return this.candidates[index]!.some(({ membership }) => {
      const next = joined(chosen, membership);
      return next !== undefined && this.holds(index + 1, next);
    });
  }
}
