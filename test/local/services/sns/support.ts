import {
  CreateTopicCommand,
  PublishCommand,
  SNSClient,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import type { PublishCommandInput } from '@aws-sdk/client-sns';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { TestCloud } from '../../support/cloud.ts';
import { Queues } from '../sqs/support.ts';

/** Topics of a cloud and queues that listen, with as few words as a test should have. */
export class Topics {
  public readonly client: SNSClient;
  public readonly queues: Queues;

  constructor(private readonly cloud: TestCloud) {
    this.client = new SNSClient(cloud.settings);
    this.queues = new Queues(cloud);
  }

  /** Makes a topic and answers its ARN; `.fifo` names make FIFO topics. */
  public async create(Name: string, given: Record<string, string> = {}): Promise<string> {
    const Attributes = Name.endsWith('.fifo') ? { FifoTopic: 'true', ...given } : given;
    return (await this.client.send(new CreateTopicCommand({ Name, Attributes }))).TopicArn!;
  }

  /** Subscribes. */
  public async subscribe(
    TopicArn: string,
    Protocol: string,
    Endpoint: string,
    Attributes: Record<string, string> = {},
  ): Promise<string> {
    const input = { TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn: true };
    return (await this.client.send(new SubscribeCommand(input))).SubscriptionArn!;
  }

  /** Makes a queue that hears a topic, and answers its URL and the subscription. */
  public async listener(TopicArn: string, name: string, attributes: Record<string, string> = {}) {
    const url = await this.queues.create(name);
    const Policy = JSON.stringify({
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: this.queues.arn(name),
        },
      ],
    });
    await this.queues.client.send(
      new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy } }),
    );
    const subscription = await this.subscribe(TopicArn, 'sqs', this.queues.arn(name), attributes);
    return { url, subscription };
  }

  /** Publishes, and waits until it has arrived. */
  public async publish(TopicArn: string, Message: string, more: Partial<PublishCommandInput> = {}) {
    const answer = await this.client.send(new PublishCommand({ TopicArn, Message, ...more }));
    await this.cloud.running.dispatcher.untilIdle();
    return answer;
  }

  /** Sets an attribute of a subscription. */
  public set(SubscriptionArn: string, AttributeName: string, AttributeValue: string) {
    const input = { SubscriptionArn, AttributeName, AttributeValue };
    return this.client.send(new SetSubscriptionAttributesCommand(input));
  }
}
