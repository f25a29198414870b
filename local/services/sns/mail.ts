import type { Cloud } from '../../kernel/index.ts';

/** What a person would have got: a mail, a short message or a note on a device. */
export interface Mail {
  /** The same letter twice is one letter. */
  readonly id: string;
  /** Mail address, phone number or ARN of an endpoint. */
  readonly address: string;
  /** @default - AWS's subject of mails without one */
  readonly subject?: string;
  readonly body: string;
  readonly sent: number;
}

/** Keeps a letter in the store, for there is nobody else to send it to. */
export function keepMail({ id, address, subject, body, sent }: Mail, cloud: Cloud): void {
  cloud.db.run(
    'INSERT OR IGNORE INTO sns_mail VALUES (?, ?, ?, ?, ?)',
    id,
    address,
    subject ?? 'AWS Notification Message',
    body,
    sent,
  );
}
