import type { PolicyDocument, PolicyStatement } from '../../kernel/index.ts';
import { invalidValue } from './errors.ts';
import { attributesOf } from './queues.ts';
import type { QueueRow } from './queues.ts';

/** What AddPermission permits. */
export interface LabelledPermission {
  readonly label: string;
  readonly accounts: readonly string[];
  readonly actions: readonly string[];
}

/** The queue's policy with one statement more, under a label that must be new. */
export function withPermission(
  queue: QueueRow,
  { label, accounts, actions }: LabelledPermission,
): PolicyDocument {
  const statements = statementsOf(queue);
  if (statements.some(({ Sid }) => Sid === label))
    throw invalidValue(label, 'Label', 'Already exists.');
  const statement: PolicyStatement = {
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: oneOrMany(accounts.map((account) => `arn:aws:iam::${account}:root`)) },
    Action: oneOrMany(actions.map((name) => `SQS:${name}`)),
    Resource: queue.arn,
  };
  return documentOf(queue, [...statements, statement]);
}

/** The queue's policy without the labelled statement; undefined where nothing is left of it. */
export function withoutPermission(queue: QueueRow, label: string): PolicyDocument | undefined {
  const statements = statementsOf(queue);
  const kept = statements.filter(({ Sid }) => Sid !== label);
  if (kept.length === statements.length) throw invalidValue(label, 'Label', "can't find label.");
  return kept.length > 0 ? documentOf(queue, kept) : undefined;
}

function statementsOf(queue: QueueRow): readonly PolicyStatement[] {
  const policy = policyOf(queue);
  if (!policy) return [];
  // An array of statements or a single one: both are policies.
  return Array.isArray(policy.Statement)
    ? (policy.Statement as readonly PolicyStatement[])
    : [policy.Statement as PolicyStatement];
}

function documentOf(queue: QueueRow, Statement: readonly PolicyStatement[]): PolicyDocument {
  const { Version = '2008-10-17', Id = `${queue.arn}/SQSDefaultPolicy` } = policyOf(queue) ?? {};
  return { Version, Id, Statement };
}

function policyOf(queue: QueueRow): PolicyDocument | undefined {
  const text = attributesOf(queue).Policy;
  return text ? (JSON.parse(text) as PolicyDocument) : undefined;
}

function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? values[0]! : values;
}
