import type { PolicyDocument, PolicyStatement } from '../../kernel/index.ts';
import { invalidParameter } from './errors.ts';
import type { TopicRow } from './topics.ts';

/** Actions that a topic's policy may be about. */
const ACTIONS = [
  'GetTopicAttributes',
  'SetTopicAttributes',
  'AddPermission',
  'RemovePermission',
  'DeleteTopic',
  'Subscribe',
  'ListSubscriptionsByTopic',
  'Publish',
];

/** What AddPermission permits. */
export interface LabelledPermission {
  readonly label: string;
  readonly accounts: readonly string[];
  readonly actions: readonly string[];
}

/** The policy of a topic: its own, or the one it is born with. */
export function policyOf(topic: TopicRow, accountId: string): PolicyDocument {
  const own = (JSON.parse(topic.attributes) as Record<string, string>).Policy;
  return own ? (JSON.parse(own) as PolicyDocument) : defaultPolicy(topic.arn, accountId);
}

/** The topic's policy with one statement more, under a label that must be new. */
export function withPermission(
  topic: TopicRow,
  accountId: string,
  { label, accounts, actions }: LabelledPermission,
): PolicyDocument {
  const policy = policyOf(topic, accountId);
  const statements = statementsOf(policy);
  if (statements.some(({ Sid }) => Sid === label))
    throw invalidParameter('Statement already exists');
  if (!actions.every((name) => ACTIONS.includes(name)))
    throw invalidParameter('Policy statement action out of service scope!');
  const statement: PolicyStatement = {
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: oneOrMany(accounts.map((account) => `arn:aws:iam::${account}:root`)) },
    Action: oneOrMany(actions.map((name) => `SNS:${name}`)),
    Resource: topic.arn,
  };
  return { ...policy, Statement: [...statements, statement] };
}

/** The topic's policy without a labelled statement; one that is not there is no error. */
export function withoutPermission(
  topic: TopicRow,
  accountId: string,
  label: string,
): PolicyDocument {
  const policy = policyOf(topic, accountId);
  return { ...policy, Statement: statementsOf(policy).filter(({ Sid }) => Sid !== label) };
}

function statementsOf({ Statement }: PolicyDocument): readonly PolicyStatement[] {
  // An array of statements or a single one: both are policies.
  return (Array.isArray(Statement) ? Statement : [Statement]) as readonly PolicyStatement[];
}

/** Recorded from AWS. */
function defaultPolicy(arn: string, accountId: string): PolicyDocument {
  return {
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ACTIONS.map((name) => `SNS:${name}`),
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': accountId } },
      },
    ],
  };
}

function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? values[0]! : values;
}
