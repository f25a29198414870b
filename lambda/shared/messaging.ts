import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Queue, Topic } from './ports.ts';

const SUBJECT_LENGTH = 100;

/** A queue of SQS. */
export function sqsQueue(url: string, sqs: Pick<SQSClient, 'send'> = new SQSClient({})): Queue {
  return {
    send: async (body) => {
      await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));
    },
  };
}

/** A topic of SNS. Subjects are cut and freed of line breaks, as SNS demands. */
export function snsTopic(arn: string, sns: Pick<SNSClient, 'send'> = new SNSClient({})): Topic {
  return {
    publish: async (subject, message) => {
      const line = subject.replaceAll(/\s+/g, ' ').replaceAll(/[^\x20-\x7e]/g, '?').slice(0, SUBJECT_LENGTH);
      await sns.send(new PublishCommand({ TopicArn: arn, Subject: line, Message: message }));
    },
  };
}
