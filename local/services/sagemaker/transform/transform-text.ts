import { JobFailure } from '../errors.ts';
import type { TransformRequest } from '../jobs/transform-request.ts';
import { askContainer } from '../processes/container-client.ts';
import { recordPipeline } from './data-processing.ts';
import type { RecordPipeline } from './data-processing.ts';
import { batchRecords, joinLines, splitRecords } from './records.ts';

const MEGABYTE = 1024 * 1024;

/** Sends an object to the model, batch by batch, and puts the answers together. */
export async function transformText(
  body: Buffer,
  request: TransformRequest,
  port: number,
): Promise<Buffer> {
  const { SplitType = 'None', ContentType } = request.TransformInput;
  const { Accept, AssembleWith = 'None' } = request.TransformOutput;
  const pipeline = recordPipeline(request.DataProcessing ?? {}, ContentType, Accept);
  const strategy = SplitType === 'None' ? 'SingleRecord' : (request.BatchStrategy ?? 'MultiRecord');
  const batches = batchRecords(
    splitRecords(body, SplitType),
    strategy,
    (request.MaxPayloadInMB ?? 6) * MEGABYTE,
  );
  const answers: string[] = [];
  for (const batch of batches) {
    const answer = await invoke(joinLines(batch.map(pipeline.before)), request, port);
    answers.push(...assembled(batch, answer, pipeline));
  }
  return Buffer.from(
    answers
      .map((answer) => (AssembleWith === 'Line' ? `${answer.replace(/\n$/, '')}\n` : answer))
      .join(''),
  );
}

function assembled(batch: readonly Buffer[], answer: string, pipeline: RecordPipeline): string[] {
  if (!pipeline.perRecord) return [answer];
  const parts =
    batch.length === 1
      ? [answer.trim()]
      : answer.split(/[\n]/).filter((part) => part.trim() !== '');
  const found = parts.length === 1 && batch.length > 1 ? parts[0]!.split(',') : parts;
  if (found.length !== batch.length) {
    throw new JobFailure(
      `ClientError: the model answered ${found.length} records to ${batch.length}, so they cannot be joined with the input`,
    );
  }
  return batch.map((record, index) => pipeline.after(record, found[index]!));
}

async function invoke(body: Buffer, request: TransformRequest, port: number): Promise<string> {
  const { InvocationsMaxRetries = 3, InvocationsTimeoutInSeconds = 600 } =
    request.ModelClientConfig ?? {};
  const { ContentType } = request.TransformInput;
  const { Accept } = request.TransformOutput;
  const headers = {
    ...(ContentType ? { 'Content-Type': ContentType } : {}),
    ...(Accept ? { Accept } : {}),
  };
  const timeout = InvocationsTimeoutInSeconds * 1000;
  for (let attempt = 0; ; attempt++) {
    const answer = await askContainer({
      port,
      path: '/invocations',
      method: 'POST',
      headers,
      body,
      timeout,
    });
    const text = answer.body.toString('utf8');
    if (answer.status >= 200 && answer.status < 300) return text;
    if (answer.status < 500 || attempt >= InvocationsMaxRetries) {
      throw new JobFailure(
        `ClientError: the model answered ${answer.status}: ${text.slice(0, 300)}. See job logs for more information`,
      );
    }
  }
}
