import type { ActionContext, Cloud, Permission, PolicyStatement } from '../../kernel/index.ts';
import { checkArn, notFound } from './errors.ts';
import { policyOf } from './policy.ts';

/** A row of the topics' table. */
export interface TopicRow {
  readonly arn: string;
  readonly name: string;
  readonly attributes: string;
  readonly tags: string;
  readonly created: number;
}

/** Attributes by name. */
export type Attributes = Readonly<Record<string, string>>;

/** ARN of a topic. */
export function topicArn(name: string, cloud: Cloud): string {
  return `arn:aws:sns:${cloud.region}:${cloud.accountId}:${name}`;
}

/** The topic, where it is there. */
export function findTopic(arn: string, cloud: Cloud): TopicRow | undefined {
  return cloud.db.get<TopicRow>('SELECT * FROM sns_topics WHERE arn = ?', arn);
}

/** The topic, or AWS's NotFound. */
export function topicAt(arn: string, cloud: Cloud): TopicRow {
  checkArn('TopicArn', arn);
  const row = findTopic(arn, cloud);
  if (!row) throw notFound('Topic');
  return row;
}

/** The attributes of a topic that were set. */
export function attributesOf({ attributes }: TopicRow): Attributes {
  return JSON.parse(attributes) as Record<string, string>;
}

/** True for FIFO topics; the name tells. */
export function isFifo({ name }: Pick<TopicRow, 'name'>): boolean {
  return name.endsWith('.fifo');
}

/** Writes the attributes of a topic. */
export function storeAttributes(topic: TopicRow, attributes: Attributes, cloud: Cloud): void {
  cloud.db.run(
    'UPDATE sns_topics SET attributes = ? WHERE arn = ?',
    JSON.stringify(attributes),
    topic.arn,
  );
}

/** Permission for an action on a topic, with the policy that the topic has. */
export function onTopic(action: string) {
  return (
    { TopicArn, TargetArn }: { readonly TopicArn?: string; readonly TargetArn?: string },
    { cloud }: ActionContext,
  ): readonly Permission[] => {
    const arn = TopicArn ?? TargetArn ?? '*';
    const row = findTopic(arn, cloud);
    const Statement = row ? policyOf(row, cloud.accountId).Statement : [];
    const statements = (Array.isArray(Statement) ? Statement : [Statement]) as PolicyStatement[];
    const byDefault = !row || statements.some(({ Sid }) => Sid === '__default_statement_ID');
    const resourcePolicy = {
      Statement: byDefault ? [...statements, ownServices(arn, cloud)] : statements,
    };
    return [{ action: `sns:${action}`, resource: arn, resourcePolicy }];
  };
}

/**
 * What the default policy lets the account's own services do: there, a condition on
 * AWS:SourceOwner says so, a key that only AWS's own calls carry.
 */
function ownServices(arn: string, cloud: Cloud): PolicyStatement {
  return {
    Effect: 'Allow',
    Principal: { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] },
    Action: ['sns:Publish', 'sns:Subscribe'],
    Resource: arn,
    Condition: { StringEquals: { 'AWS:SourceAccount': cloud.accountId } },
  };
}
