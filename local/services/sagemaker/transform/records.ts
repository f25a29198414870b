import { JobFailure } from '../errors.ts';

/** Splits an object into records: lines, or the object as it is. */
export function splitRecords(body: Buffer, splitType: string): Buffer[] {
  if (splitType === 'None') return [body];
  if (splitType !== 'Line')
    throw new JobFailure(`ClientError: the local cloud does not offer SplitType ${splitType}`);
  const lines = body.toString('utf8').split(/\r?\n/);
  return lines.filter((line) => line !== '').map((line) => Buffer.from(line));
}

/** Puts records together into payloads: one each, or as many as fit. */
export function batchRecords(
  records: readonly Buffer[],
  strategy: string,
  maxBytes: number,
): Buffer[][] {
  const batches: Buffer[][] = [];
  let bytes = 0;
  for (const record of records) {
    if (record.length > maxBytes)
      throw new JobFailure('ClientError: Too much data for max payload size');
    const last = batches.at(-1);
    if (strategy === 'MultiRecord' && last && bytes + record.length + 1 <= maxBytes) {
      last.push(record);
      bytes += record.length + 1;
    } else {
      batches.push([record]);
      bytes = record.length;
    }
  }
  return batches;
}

/** Records as one text, a line each. */
export function joinLines(records: readonly Buffer[]): Buffer {
  return Buffer.from(records.map((record) => record.toString('utf8')).join('\n'));
}
