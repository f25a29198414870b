import { HTTP_STATUS, action } from '../../../kernel/index.ts';
import { onObject } from '../objects.ts';
import { describeReading, readingOf } from '../reading.ts';
import type { ReadInput } from '../reading.ts';

/** HeadObject: what GetObject answers, without the body. Errors have no body to say their code in. */
export const headObject = action(
  'HeadObject',
  onObject('GetObject', 'GetObjectVersion'),
  (input: ReadInput, context) => {
    const reading = readingOf(input, context);
    return {
      ...describeReading(input, reading, context),
      ...(reading.range ? { [HTTP_STATUS]: 206 } : {}),
    };
  },
);
