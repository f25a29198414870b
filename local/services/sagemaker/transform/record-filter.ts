import { RuntimeFault } from '../../states/language/failure.ts';
import { evaluatePath } from '../../states/language/jsonpath/evaluate.ts';
import { parsePath } from '../../states/language/jsonpath/parse.ts';
import { JobFailure } from '../errors.ts';
import type { RecordValue } from './record-format.ts';

/**
 * Takes the part of a record that a filter names. A filter of several names makes an object of
 * them.
 */
export function recordFilter(filter: string | undefined): (value: RecordValue) => RecordValue {
  if (filter === undefined || filter === '$') return (value) => value;
  const path = parsed(filter);
  const last = path.steps.at(-1);
  if (path.steps.length === 1 && last?.kind === 'names' && last.names.length > 1) {
    return (value) => pick(value, last.names, filter);
  }
  return (value) => {
    const found = evaluatePath(path, value);
    if (found === undefined) throw unresolved(filter);
    return found;
  };
}

function parsed(filter: string) {
  try {
    return parsePath(filter.slice(1));
  } catch (error) {
    if (!(error instanceof RuntimeFault)) throw error;
    throw new JobFailure(`ClientError: ${filter} is not a valid JSONPath expression`, {
      cause: error,
    });
  }
}

function pick(value: RecordValue, names: readonly string[], filter: string): RecordValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unresolved(filter);
  return Object.fromEntries(
    names.filter((name) => name in value).map((name) => [name, value[name]!]),
  );
}

function unresolved(filter: string): JobFailure {
  return new JobFailure(`ClientError: the filter ${filter} leads nowhere in a record`);
}
