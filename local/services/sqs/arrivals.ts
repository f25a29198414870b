import type { Cloud } from '../../kernel/index.ts';
import { noteChange } from './depth.ts';
import type { QueueRow } from './queues.ts';

/** Receivers that wait for a message, by queue. They live as long as their HTTP request. */
const waiting = new Map<string, Set<() => void>>();

/** Waits until a message may be there, or until `cancel` is called. */
export function waitForMessage(queue: string): {
  readonly arrived: Promise<void>;
  readonly cancel: () => void;
} {
  let wake = () => {};
  const arrived = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const receivers = waiting.get(queue) ?? new Set();
  receivers.add(wake);
  waiting.set(queue, receivers);
  return {
    arrived,
    cancel: () => {
      receivers.delete(wake);
      wake();
    },
  };
}

/** Tells receivers and event source mappings that messages are (or will be) there. */
export function announceArrival(queue: QueueRow, at: number, cloud: Cloud): void {
  noteChange(queue, cloud);
  if (at > cloud.world.now()) return wakeUpNext(queue, cloud);
  cloud.outbox.announce('queue-ready', { queueArn: queue.arn });
  wakeReceivers(queue.name);
}

/** Sets the queue's one timer to the next moment at which a hidden message becomes visible. */
export function wakeUpNext(queue: QueueRow, cloud: Cloud): void {
  const next = cloud.db.get<{ visible: number }>(
    'SELECT visible FROM sqs_messages WHERE queue = ? AND visible > ? ORDER BY visible LIMIT 1',
    queue.name,
    cloud.world.now(),
  );
  if (next) cloud.timers.set('sqs.visible', queue.name, next.visible, { queue: queue.name });
}

function wakeReceivers(queue: string): void {
  const receivers = waiting.get(queue);
  if (!receivers) return;
  waiting.delete(queue);
  // After the transaction that made the message visible.
  setImmediate(() => {
    for (const wake of receivers) wake();
  });
}
