import { isQuery } from '../jsonata/expression.ts';
import { parseTimestamp } from '../timestamp.ts';
import { SCHEMA } from './diagnostic.ts';
import type { StateCheck } from './state.ts';

const FORMS = ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'];

/** Checks a Wait state: it says in one way how long. */
export function checkWait({ state, at, context: { findings } }: StateCheck): void {
  const given = FORMS.filter((field) => state[field] !== undefined);
  if (given.length !== 1)
    findings.add(SCHEMA, `Exactly one of these fields is required: [${FORMS.join(', ')}]`, at);
  const { Timestamp, Seconds } = state;
  if (typeof Timestamp === 'string' && !isQuery(Timestamp) && parseTimestamp(Timestamp) === undefined) {
    findings.add(
      SCHEMA,
      'Value is not a valid ISO-8601 extended offset date-time format string',
      `${at}/Timestamp`,
    );
  }
  if (typeof Seconds === 'number' && (!Number.isInteger(Seconds) || Seconds < 0 || Seconds > 99_999_999)) {
    findings.add(SCHEMA, 'Expected value to be an integer between 0 and 99999999', `${at}/Seconds`);
  }
}
