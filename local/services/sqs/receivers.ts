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

/** Wakes everybody who waits for the queue. */
export function wakeReceivers(queue: string): void {
  const receivers = waiting.get(queue);
  if (!receivers) return;
  waiting.delete(queue);
  // After the transaction that made the message visible.
  setImmediate(() => {
    for (const wake of receivers) wake();
  });
}
