import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { because } from '../private/reasons.ts';

/** Properties of a dead-letter queue. */
export interface DeadLetterQueueProps {
  /** What lies in it, for the alarm's description. */
  readonly of: string;
  /** Whom the alarm tells. */
  readonly oncall: sns.ITopic;
  /** @default - a key that SQS manages */
  readonly encryptionKey?: kms.IKey;
}

/**
 * Where events end that nobody could process, and an alarm as soon as one does.
 *
 * Defines a queue that keeps messages for 14 days and an alarm on its length.
 */
export class DeadLetterQueue extends Construct {
  /** The queue. */
  public readonly queue: sqs.Queue;

  constructor(scope: Construct, id: string, { of, oncall, encryptionKey }: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new sqs.Queue(this, 'Queue', {
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      encryption: encryptionKey ? sqs.QueueEncryption.KMS : sqs.QueueEncryption.SQS_MANAGED,
      encryptionMasterKey: encryptionKey,
    });
    because(this.queue, 'it is the dead-letter queue', 'AwsSolutions-SQS3');
    const alarm = new cloudwatch.Alarm(this, 'NotEmpty', {
      alarmDescription: `${of} could not be processed. Look: aws sqs receive-message --queue-url ${this.queue.queueUrl}`,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new actions.SnsAction(oncall));
  }
}
