import { HTTP_STATUS, processAction } from '../../../kernel/index.ts';
import { readBody } from '../bodies.ts';
import { onObject } from '../objects.ts';
import { demandReadable, describeReading, readingOf } from '../reading.ts';
import type { ReadInput } from '../reading.ts';

/** GetObject: the body is a stream. */
export const getObject = processAction(
  'GetObject',
  onObject('GetObject', 'GetObjectVersion'),
  async (input: ReadInput, context) => {
    const reading = readingOf(input, context);
    demandReadable(reading.attributes);
    const { row, range } = reading;
    return {
      ...describeReading(input, reading, context),
      Body: readBody(row.body!, context.cloud, range),
      ...(range ? { [HTTP_STATUS]: 206 } : {}),
    };
  },
);
