import type { DataProcessing } from '../jobs/transform-request.ts';
import { formatOf } from './record-format.ts';
import type { RecordFormat, RecordValue } from './record-format.ts';
import { recordFilter } from './record-filter.ts';

/** What is done with the records of a transform job. */
export interface RecordPipeline {
  /** A record on its way to the model. */
  readonly before: (record: Buffer) => Buffer;
  /** What the model answered to a record, on its way out. */
  readonly after: (record: Buffer, answer: string) => string;
  /** True when answers are looked at one by one. */
  readonly perRecord: boolean;
}

/** Makes the pipeline of InputFilter, JoinSource and OutputFilter. */
export function recordPipeline(
  processing: DataProcessing,
  contentType: string | undefined,
  accept: string | undefined,
): RecordPipeline {
  const join = processing.JoinSource === 'Input';
  const shapesOutput = join || (processing.OutputFilter ?? '$') !== '$';
  const inputFilter = recordFilter(processing.InputFilter);
  const outputFilter = recordFilter(processing.OutputFilter);
  return {
    perRecord: shapesOutput,
    before: (record) => {
      if ((processing.InputFilter ?? '$') === '$') return record;
      const format = formatOf(contentType);
      return Buffer.from(format.write(inputFilter(format.parse(record.toString('utf8')))));
    },
    after: (record, answer) => {
      if (!shapesOutput) return answer;
      const format = formatOf(contentType);
      const output = formatOf(accept ?? contentType).parse(answer);
      return format.write(
        outputFilter(join ? joined(format, format.parse(record.toString('utf8')), output) : output),
      );
    },
  };
}

/**
 * A CSV record gets the answer's fields behind its own; a JSON record gets the answer as
 * `SageMakerOutput`.
 */
function joined(format: RecordFormat, input: RecordValue, output: RecordValue): RecordValue {
  if (!format.json) return [input, output].flat();
  if (typeof input === 'object' && input !== null && !Array.isArray(input))
    return { ...input, SageMakerOutput: output };
  return { SageMakerInput: input, SageMakerOutput: output };
}
