import type { Cloud } from '../../kernel/index.ts';
import { sendLater } from './delivery.ts';
import { invalidParameter } from './errors.ts';
import type { SubscriptionRow } from './subscriptions.ts';

/** Asks the endpoint of a subscription whether it wants messages. */
export function askToConfirm(row: SubscriptionRow, cloud: Cloud): void {
  send(
    row,
    'SubscriptionConfirmation',
    `You have chosen to subscribe to the topic ${row.topic}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
    cloud,
  );
}

/** Tells a web server that its subscription is gone, and how it gets it back. */
export function sayGoodbye(row: SubscriptionRow, cloud: Cloud): void {
  send(
    row,
    'UnsubscribeConfirmation',
    `You have chosen to deactivate subscription ${row.arn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`,
    cloud,
  );
}

/** Confirms the subscription of a token. Confirming again changes nothing. */
export function confirm(
  topic: string,
  token: string,
  signed: boolean,
  cloud: Cloud,
): SubscriptionRow {
  const rows = cloud.db.all<SubscriptionRow>(
    'SELECT * FROM sns_subscriptions WHERE topic = ?',
    topic,
  );
  const row = rows.find((candidate) => tokenOf(candidate) === token);
  if (!row) throw invalidParameter('Token');
  if (row.token !== null) {
    cloud.db.run(
      'UPDATE sns_subscriptions SET token = NULL, signed = ? WHERE arn = ?',
      signed ? 1 : 0,
      row.arn,
    );
  }
  return row;
}

/** The token of a subscription: the same before and after it is confirmed. */
export function tokenOf({ arn }: Pick<SubscriptionRow, 'arn'>): string {
  return Buffer.from(arn).toString('hex');
}

function send(
  row: SubscriptionRow,
  type: 'SubscriptionConfirmation' | 'UnsubscribeConfirmation',
  message: string,
  cloud: Cloud,
): void {
  const now = cloud.world.now();
  sendLater(
    row,
    {
      id: cloud.world.uuid(),
      topic: row.topic,
      type,
      message,
      attributes: {},
      published: now,
      token: tokenOf(row),
      signature: '1',
    },
    cloud,
  );
}
