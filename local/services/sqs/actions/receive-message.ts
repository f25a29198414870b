import { processAction } from '../../../kernel/index.ts';
import type { ActionContext } from '../../../kernel/index.ts';
import { receiveAgain, rememberAttempt } from '../attempts.ts';
import { invalidValue, unknownAttribute } from '../errors.ts';
import { Patience } from '../patience.ts';
import { attributesOf, isFifo, nameInUrl, onQueue, queueNamed } from '../queues.ts';
import type { QueueRow } from '../queues.ts';
import { asMessage, SYSTEM_ATTRIBUTES } from '../shown-message.ts';
import type { ShownParts } from '../shown-message.ts';
import { take } from '../taking.ts';
import { MAX_VISIBILITY_SECONDS } from '../visibility.ts';

/** Input of ReceiveMessage. */
export interface ReceiveMessageInput extends ShownParts {
  readonly QueueUrl: string;
  readonly MaxNumberOfMessages?: number;
  readonly VisibilityTimeout?: number;
  readonly WaitTimeSeconds?: number;
  readonly ReceiveRequestAttemptId?: string;
}

/** ReceiveMessage; long polling waits in real seconds, on a virtual clock too. */
export const receiveMessage = processAction(
  'ReceiveMessage',
  onQueue('ReceiveMessage'),
  async (input: ReceiveMessageInput, context) => {
    const { cloud } = context;
    const name = nameInUrl(input.QueueUrl);
    const queue = queueNamed(name, cloud);
    check(input, queue);
    let rows = receive(name, input, context);
    const seconds =
      input.WaitTimeSeconds ?? Number(attributesOf(queue).ReceiveMessageWaitTimeSeconds);
    const patience = new Patience(name, rows.length > 0 ? 0 : seconds, context);
    while (rows.length === 0 && (await patience.arrival())) rows = receive(name, input, context);
    patience.end();
    return { Messages: rows.length > 0 ? rows.map((row) => asMessage(row, input)) : undefined };
  },
);

function receive(name: string, input: ReceiveMessageInput, context: ActionContext) {
  const { cloud } = context;
  return cloud.db.transaction(() => {
    const queue = queueNamed(name, cloud);
    const limit = input.MaxNumberOfMessages ?? 1;
    const visibilitySeconds =
      input.VisibilityTimeout ?? Number(attributesOf(queue).VisibilityTimeout);
    const attempt = isFifo(queue) ? input.ReceiveRequestAttemptId : undefined;
    const again = attempt && receiveAgain(queue, attempt, visibilitySeconds, cloud);
    if (again) return again;
    const taken = take(queue, { limit, visibilitySeconds }, context);
    if (attempt && taken.length > 0) rememberAttempt(queue, attempt, taken, cloud);
    return taken;
  });
}

function check(input: ReceiveMessageInput, queue: QueueRow): void {
  const { WaitTimeSeconds: wait, VisibilityTimeout: hidden, MaxNumberOfMessages: max } = input;
  if (wait !== undefined && (wait < 0 || wait > 20))
    throw invalidValue(wait, 'WaitTimeSeconds', 'Must be >= 0 and <= 20, if provided.');
  if (max !== undefined && (max < 1 || max > 10))
    throw invalidValue(max, 'MaxNumberOfMessages', 'Must be between 1 and 10, if provided.');
  if (hidden !== undefined && (hidden < 0 || hidden > MAX_VISIBILITY_SECONDS)) {
    throw invalidValue(
      hidden,
      'VisibilityTimeout',
      `Must be >= 0 and <= ${MAX_VISIBILITY_SECONDS}, if provided.`,
    );
  }
  if (input.ReceiveRequestAttemptId !== undefined && !isFifo(queue)) {
    throw invalidValue(
      input.ReceiveRequestAttemptId,
      'ReceiveRequestAttemptId',
      'The request include parameter that is not valid for this queue type.',
    );
  }
  const names = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
  const unknown = names.find((name) => !SYSTEM_ATTRIBUTES.has(name));
  if (unknown !== undefined) throw unknownAttribute(unknown);
}
