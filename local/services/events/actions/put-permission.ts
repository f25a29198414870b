import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { PolicyDocument, PolicyStatement } from '../../../kernel/index.ts';
import { busArn, busName, busPermission, requireBus } from '../buses.ts';

/** Input of PutPermission: one statement, or a whole policy. */
export interface PutPermissionInput {
  readonly EventBusName?: string;
  readonly Action?: string;
  readonly Principal?: string;
  readonly StatementId?: string;
  readonly Condition?: { readonly Type: string; readonly Key: string; readonly Value: string };
  readonly Policy?: string;
}

/**
 * PutPermission. A statement whose id is known is replaced; a policy replaces all statements. Only a
 * policy can allow more than to put events
 * (https://github.com/hashicorp/terraform-provider-aws/issues/19534).
 */
export const putPermission = action(
  'PutPermission',
  ({ EventBusName }: PutPermissionInput, { cloud }) => [
    busPermission('PutPermission', busName(EventBusName), cloud),
  ],
  (input, { cloud }) => {
    const bus = requireBus(busName(input.EventBusName), cloud);
    const policy =
      input.Policy === undefined
        ? withStatement(bus.policy, statementOf(input, busArn(bus.name, cloud), cloud.partition))
        : checkedPolicy(input.Policy);
    cloud.db.run(
      'UPDATE events_buses SET policy = ?, modified = ? WHERE name = ?',
      policy,
      cloud.world.now(),
      bus.name,
    );
    return {};
  },
);

function withStatement(policy: string | null, statement: PolicyStatement): string {
  const others = policy ? [(JSON.parse(policy) as PolicyDocument).Statement].flat() : [];
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [...others.filter(({ Sid }) => Sid !== statement.Sid), statement],
  });
}

function statementOf(
  { StatementId, Principal, Action, Condition }: PutPermissionInput,
  Resource: string,
  partition: string,
): PolicyStatement {
  if (StatementId === undefined || Principal === undefined || Action === undefined) {
    throw new AwsError(
      'ValidationException',
      'Parameter(s) Action, Principal and StatementId must be specified.',
    );
  }
  if (Action !== 'events:PutEvents')
    throw new AwsError(
      'ValidationException',
      "Provided value in parameter 'action' is not supported.",
    );
  return {
    Sid: StatementId,
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : { AWS: `arn:${partition}:iam::${Principal}:root` },
    Action,
    Resource,
    ...(Condition && { Condition: { [Condition.Type]: { [Condition.Key]: Condition.Value } } }),
  };
}

function checkedPolicy(text: string): string {
  try {
    const policy = JSON.parse(text) as Partial<PolicyDocument> | null;
    if (policy?.Statement) return text;
  } catch {
    // Refused below, like a policy without statements.
  }
  throw new AwsError('ValidationException', 'Parameter Policy is not valid.');
}
