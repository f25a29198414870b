import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { permit } from '../private/grants.ts';

/** Properties of the topic. */
export interface OncallTopicProps {
  /** Mail addresses of people on call. @default - nobody: subscribe later */
  readonly addresses?: readonly string[];
  /**
   * Key that encrypts messages. Its policy must let CloudWatch use it. @default - no encryption at
   * rest
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * Where people on call are told.
 *
 * Defines a topic that accepts TLS only, and whose policy lets alarms publish: a policy of one's
 * own replaces the default one, and without that statement paging fails without a word.
 */
export class OncallTopic extends Construct {
  /** The topic. */
  public readonly topic: sns.Topic;

  constructor(scope: Construct, id: string, props: OncallTopicProps = {}) {
    super(scope, id);
    this.topic = new sns.Topic(this, 'Topic', {
      displayName: 'Perennial on-call',
      enforceSSL: true,
      masterKey: props.encryptionKey,
    });
    this.topic.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'AlarmsMayPublish',
        principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    for (const address of props.addresses ?? [])
      this.topic.addSubscription(new subscriptions.EmailSubscription(address));
  }

  /** Permits publishing. */
  public grantPublish(role: iam.Role): void {
    permit(role, { actions: ['sns:Publish'], resources: [this.topic.topicArn] });
    if (this.topic.masterKey) {
      const { keyArn } = this.topic.masterKey;
      permit(role, { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [keyArn] });
    }
  }
}
