import { AwsError } from '../../errors.ts';
import type { ActionContext, Cloud, Permission, PolicyDocument } from '../../kernel/index.ts';

/** A row of the topics' table. */
export interface TopicRow {
  readonly arn: string;
  readonly name: string;
  readonly attributes: string;
  readonly created: number;
}

/** A row of the subscriptions' table. */
export interface SubscriptionRow {
  readonly arn: string;
  readonly topic: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly attributes: string;
}

/** ARN of a topic. */
export function topicArn(name: string, cloud: Cloud): string {
  return `arn:aws:sns:${cloud.region}:${cloud.accountId}:${name}`;
}

/** The topic, or AWS's NotFound. */
export function topicAt(arn: string, cloud: Cloud): TopicRow {
  const row = cloud.db.get<TopicRow>('SELECT * FROM sns_topics WHERE arn = ?', arn);
  if (!row) throw new AwsError('NotFound', 'Topic does not exist', { status: 404 });
  return row;
}

/**
 * Permission for an action on a topic. Without a policy of its own a topic has the default one: the
 * account may do everything.
 */
export function onTopic(action: string) {
  return (
    { TopicArn }: { readonly TopicArn?: string },
    { cloud }: ActionContext,
  ): readonly Permission[] => {
    const row = cloud.db.get<TopicRow>('SELECT * FROM sns_topics WHERE arn = ?', TopicArn ?? '');
    const policy = row && (JSON.parse(row.attributes) as Record<string, string>).Policy;
    const resourcePolicy = policy
      ? (JSON.parse(policy) as PolicyDocument)
      : defaultPolicy(TopicArn ?? '*', cloud);
    return [{ action: `sns:${action}`, resource: TopicArn ?? '*', resourcePolicy }];
  };
}

/**
 * The policy a topic is born with: everybody whose source is owned by the account. Source: SNS
 * developer guide, default policy.
 */
function defaultPolicy(arn: string, cloud: Cloud): PolicyDocument {
  return {
    Version: '2008-10-17',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*', Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] },
        Action: ['sns:Publish', 'sns:Subscribe'],
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceAccount': cloud.accountId } },
      },
    ],
  };
}
