import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type {
  ReceiveMessageCommandInput,
  SendMessageCommandInput,
  Message,
} from '@aws-sdk/client-sqs';
import type { TestCloud } from '../../support/cloud.ts';

/** Queues of a cloud, with as few words as a test should have. */
export class Queues {
  public readonly client: SQSClient;

  constructor(private readonly cloud: TestCloud) {
    this.client = new SQSClient(cloud.settings);
  }

  /** Makes a queue and answers its URL; `.fifo` names make FIFO queues. */
  public async create(QueueName: string, given: Record<string, string> = {}): Promise<string> {
    const Attributes = QueueName.endsWith('.fifo') ? { FifoQueue: 'true', ...given } : given;
    const { QueueUrl } = await this.client.send(new CreateQueueCommand({ QueueName, Attributes }));
    return QueueUrl!;
  }

  /** ARN of a queue by its name. */
  public arn(name: string): string {
    return `arn:aws:sqs:us-east-1:000000000000:${name}`;
  }

  /** Sends a message. */
  public send(QueueUrl: string, MessageBody: string, more: Partial<SendMessageCommandInput> = {}) {
    return this.client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
  }

  /** Sends to a group of a FIFO queue. */
  public sendTo(QueueUrl: string, MessageGroupId: string, body: string) {
    return this.send(QueueUrl, body, { MessageGroupId, MessageDeduplicationId: body });
  }

  /** Receives up to ten messages. */
  public async receive(
    QueueUrl: string,
    more: Partial<ReceiveMessageCommandInput> = {},
  ): Promise<Message[]> {
    const input = { QueueUrl, MaxNumberOfMessages: 10, ...more };
    return (await this.client.send(new ReceiveMessageCommand(input))).Messages ?? [];
  }

  /** Bodies of what is received. */
  public async bodies(QueueUrl: string, more: Partial<ReceiveMessageCommandInput> = {}) {
    return (await this.receive(QueueUrl, more)).map(({ Body }) => Body);
  }

  /** All attributes of a queue. */
  public async attributes(QueueUrl: string): Promise<Record<string, string>> {
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
    return (await this.client.send(command)).Attributes ?? {};
  }

  /** Lets virtual time pass. */
  public later(seconds: number) {
    const { dispatcher, cloud } = this.cloud.running;
    return dispatcher.advanceTo(cloud.world.now() + seconds * 1000);
  }
}
