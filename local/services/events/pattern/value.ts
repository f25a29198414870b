import { addressDigits } from './cidr.ts';
import { comparable } from './number.ts';

/** A number of an event as it was written. */
export class NumberText {
  constructor(public readonly text: string) {}
}

/** The values of a member that an event has more than once. */
export class Repeated {
  constructor(public readonly values: readonly unknown[]) {}
}

/**
 * A value as the patterns of its field see it. Where one of them compares numbers, a number is seen
 * as such and as nothing else; the same holds for addresses where one compares addresses and none
 * compares numbers.
 */
export interface SeenValue {
  /** With its quotes where it is a string, else as it was written. */
  readonly text: string;
  readonly number?: number;
  /** Digits of an address. */
  readonly address?: string;
}

/** What the patterns of a field compare. */
export interface Compares {
  readonly numbers: boolean;
  readonly addresses: boolean;
}

/** How the patterns of a field see a scalar of the event. */
export function seen(value: unknown, { numbers, addresses }: Compares): SeenValue {
  if (typeof value === 'string') {
    const address = addresses ? addressDigits(value) : undefined;
    return { text: `"${value}"`, address };
  }
  if (typeof value === 'number')
    return { text: String(value), number: numbers ? value : undefined };
  if (value instanceof NumberText)
    return { text: value.text, number: numbers ? comparable(value.text) : undefined };
  return { text: String(value) };
}
