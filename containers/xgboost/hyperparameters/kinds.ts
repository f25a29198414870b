import { algorithmError, ContainerError, userError } from '../errors.ts';
import {
  parseFloat64, parseInteger, show, showFloat, showList, type PythonValue,
} from '../python.ts';
import { parseLiteral } from '../python-literal.ts';
import { contains, showInterval, type Interval } from './interval.ts';
import type { HyperparameterValue, HyperparameterValues } from './value.ts';

/** Looks at a value beside other hyperparameters and throws where they do not go together. */
export interface DependencyCheck {
  /** The hyperparameters looked at. */
  readonly on: readonly string[];
  readonly check: (value: HyperparameterValue, others: HyperparameterValues) => void;
}

/** A hyperparameter: how its text is read, which values are in range, and what it depends on. */
export interface Hyperparameter {
  readonly name: string;
  readonly required?: boolean;
  readonly parse: (text: string) => HyperparameterValue;
  /** Throws when the value is out of range. */
  readonly checkRange: (value: HyperparameterValue) => void;
  readonly dependencies?: DependencyCheck;
}

/** A whole number in a range. */
export function integer(
  name: string, range: Interval, more: { readonly required?: boolean } = {},
): Hyperparameter {
  return {
    name, ...more, parse: (text) => parsed(name, parseInteger(text)),
    checkRange: inRange(name, range, String),
  };
}

/** A number in a range. */
export function continuous(name: string, range: Interval): Hyperparameter {
  return {
    name, parse: (text) => parsed(name, parseFloat64(text)),
    checkRange: inRange(name, range, showFloat),
  };
}

/** One of some words. */
export function categorical(
  name: string, words: readonly string[], more: { readonly dependencies?: DependencyCheck } = {},
): Hyperparameter {
  const checkRange = (value: HyperparameterValue) => {
    if (!words.includes(String(value))) {
      throw userError(`Hyperparameter ${name}: ${String(value)} is not in ${showList(words)}`);
    }
  };
  return { name, ...more, parse: (text) => text, checkRange };
}

/** Words with commas between them; `allows` may throw what is wrong with one. */
export function wordList(
  name: string, words: readonly string[],
  more: { readonly dependencies: DependencyCheck; readonly allows?: (word: string) => boolean },
): Hyperparameter {
  const allows = more.allows ?? ((word) => words.includes(word));
  const checkRange = (value: HyperparameterValue) => {
    const list = value as readonly string[];
    if (list.map((word) => allows(word)).includes(false)) {
      throw userError(
        `Hyperparameter ${name}: value ${showList(list)} not in range ${showList(words)}`
      );
    }
  };
  return { name, dependencies: more.dependencies, parse: (text) => text.split(','), checkRange };
}

/**
 * A Python tuple of some whole numbers. The container evaluates the text, so names in it raise
 * NameError.
 */
export function tuple(
  name: string, allowed: readonly number[], dependencies: DependencyCheck,
): Hyperparameter {
  const checkRange = (value: HyperparameterValue) => {
    const all = itemsOf(name, value as PythonValue, value as PythonValue);
    if (!all.every((item) => isNumber(item) && allowed.includes(item.value))) {
      throw userError(
        `Hyperparameter ${name}: value ${show(value as PythonValue)} not in range [${allowed.join(', ')}]`
      );
    }
  };
  return { name, dependencies, parse: parseLiteral, checkRange };
}

/** A Python list of lists of numbers in a range. */
export function nestedList(
  name: string, range: Interval, dependencies: DependencyCheck,
): Hyperparameter {
  const checkRange = (value: HyperparameterValue) => {
    const outer = value as PythonValue;
    const elements = itemsOf(name, outer, outer).flatMap((inner) => itemsOf(name, inner, outer));
    if (!elements.every((element) => isNumber(element) && contains(range, element.value))) {
      throw userError(
        `Hyperparameter ${name}: value ${show(outer)} not in range ${showInterval(range)}`
      );
    }
  };
  return { name, dependencies, parse: (text) => parseNested(name, text), checkRange };
}

function parseNested(name: string, text: string): PythonValue {
  try {
    return parseLiteral(text);
  } catch (error) {
    if (error instanceof ContainerError && error.type === 'NameError') {
      throw unparsable(name);
    }
    throw error;
  }
}

function parsed<T>(name: string, value: T | undefined): T {
  if (value === undefined) {
    throw unparsable(name);
  }
  return value;
}

function unparsable(name: string): Error {
  return userError(`Hyperparameter ${name}: could not parse value`, 'ValueError');
}

function inRange(name: string, range: Interval, showValue: (value: number) => string) {
  return (value: HyperparameterValue) => {
    if (!contains(range, value as number)) {
      throw userError(
        `Hyperparameter ${name}: ${showValue(value as number)} is not in ${showInterval(range)}`
      );
    }
  };
}

function itemsOf(name: string, value: PythonValue, whole: PythonValue): readonly PythonValue[] {
  if (value.kind !== 'list' && value.kind !== 'tuple') {
    throw algorithmError(
      `Hyperparameter ${name}: unexpected failure when validating ${show(whole)}`, 'TypeError'
    );
  }
  return value.items;
}

function isNumber(value: PythonValue): value is PythonValue & { readonly kind: 'int' | 'float' } {
  return value.kind === 'int' || value.kind === 'float';
}
