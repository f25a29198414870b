import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { compilePattern } from '../pattern/compile.ts';

/** Members that an event must have to be tested. */
const MANDATORY = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];

/** TestEventPattern. */
export const testEventPattern = action(
  'TestEventPattern',
  () => [{ action: 'events:TestEventPattern', resource: '*' }],
  (input: { readonly EventPattern: string; readonly Event: string }) => {
    const test = compilePattern(input.EventPattern);
    const event = parse(input.Event);
    const missing = MANDATORY.find((name) => !(name in event));
    if (missing)
      throw new AwsError(
        'ValidationException',
        `Parameter Event is not valid. Reason: '${missing}' is a required field.`,
      );
    return { Result: test(event) };
  },
);

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (cause) {
    throw new AwsError('ValidationException', 'Parameter Event is not valid.', { cause });
  }
}
