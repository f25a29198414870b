import type { JsonText } from './json-text.ts';
import type { SeenValue } from './value.ts';
import type { WildcardTokens } from './wildcard.ts';

/** One of the things that a field may be. */
export interface Term {
  readonly test: (value: SeenValue) => boolean;
  /** True: it wants the field not to be there, and no value of it matches. @default - false */
  readonly absent?: boolean;
  /** It compares numbers, or addresses. @default - texts */
  readonly compares?: 'number' | 'address';
  /** Its wildcards, which cost time. @default - none */
  readonly wildcards?: readonly WildcardTokens[];
}

/** The members of an operator object. */
export type Members = Extract<JsonText, { readonly kind: 'object' }>['members'];

/** Tests the text of values; what is compared as a number has none. */
export function textTerm(test: (text: string) => boolean): Term {
  return { test: ({ text, number }) => number === undefined && test(text) };
}

/** Tests values that are compared as numbers. */
export function numberTerm(test: (number: number) => boolean): Term {
  return { compares: 'number', test: ({ number }) => number !== undefined && test(number) };
}

/** Tests values that look like the digits of an address. */
export function addressTerm(test: (digits: string) => boolean): Term {
  return {
    compares: 'address',
    test: ({ text, number, address }) => number === undefined && test(address ?? text),
  };
}
