import { isQuery } from '../jsonata/expression.ts';
import { parseTimestamp } from '../timestamp.ts';
import { SCHEMA } from './diagnostic.ts';
import type { StateCheck } from './state.ts';

const FORMS = ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'];

/** Checks a Wait state: it says in one way how long. */
export function checkWait({ state, at, language, context: { findings } }: StateCheck): void {
  const given = FORMS.filter((field) => state[field] !== undefined);
  if (given.length !== 1)
    findings.add(SCHEMA, `Exactly one of these fields is required: [${FORMS.join(', ')}]`, at);
  const { Timestamp, Seconds } = state;
  const literal = typeof Timestamp === 'string' && !(language === 'JSONata' && isQuery(Timestamp));
  if (literal && parseTimestamp(Timestamp) === undefined) {
    findings.add(SCHEMA, 'String does not match RFC3339 timestamp', `${at}/Timestamp`);
  }
  if (
    typeof Seconds === 'number' &&
    (!Number.isInteger(Seconds) || Seconds < 0 || Seconds > 99_999_999)
  ) {
    findings.add(SCHEMA, 'Expected value to be an integer between 0 and 99999999', `${at}/Seconds`);
  }
}
