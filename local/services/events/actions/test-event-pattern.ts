import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { compilePattern } from '../pattern/compile.ts';
import { eventOf } from '../pattern/event-text.ts';
import { parseJsonText } from '../pattern/json-text.ts';
import type { JsonText } from '../pattern/json-text.ts';

/** Members that an event must have to be tested; `resources` and `detail` may be missing. */
const MANDATORY = ['id', 'account', 'source', 'time', 'region', 'detail-type'];

/** TestEventPattern. Both are taken as text: how numbers are written and what is repeated counts. */
export const testEventPattern = action(
  'TestEventPattern',
  () => [{ action: 'events:TestEventPattern', resource: '*' }],
  (input: { readonly EventPattern: string; readonly Event: string }) => {
    const test = compilePattern(input.EventPattern);
    const event = parsed(input.Event);
    if (event?.kind !== 'object' || !MANDATORY.every((name) => has(event, name)))
      throw new AwsError('ValidationException', 'Parameter Event is not valid.');
    return { Result: test(eventOf(event) as Readonly<Record<string, unknown>>) };
  },
);

function parsed(text: string): JsonText | undefined {
  try {
    return parseJsonText(text);
  } catch {
    return undefined;
  }
}

function has(event: Extract<JsonText, { readonly kind: 'object' }>, name: string): boolean {
  return event.members.some(([member]) => member === name);
}
