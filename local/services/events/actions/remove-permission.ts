import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { PolicyDocument } from '../../../kernel/index.ts';
import { busName, busPermission, requireBus } from '../buses.ts';

/** Input of RemovePermission. */
export interface RemovePermissionInput {
  readonly EventBusName?: string;
  readonly StatementId?: string;
  readonly RemoveAllPermissions?: boolean;
}

/** RemovePermission: one statement by its id, or all. */
export const removePermission = action(
  'RemovePermission',
  ({ EventBusName }: RemovePermissionInput, { cloud }) => [
    busPermission('RemovePermission', busName(EventBusName), cloud),
  ],
  (input, { cloud }) => {
    const bus = requireBus(busName(input.EventBusName), cloud);
    const statements = bus.policy
      ? [(JSON.parse(bus.policy) as PolicyDocument).Statement].flat()
      : [];
    const left = input.RemoveAllPermissions
      ? []
      : statements.filter(({ Sid }) => Sid !== input.StatementId);
    if (!input.RemoveAllPermissions && left.length === statements.length)
      throw new AwsError(
        'ResourceNotFoundException',
        'Statement with the provided id does not exist.',
      );
    cloud.db.run(
      'UPDATE events_buses SET policy = ?, modified = ? WHERE name = ?',
      left.length > 0 ? JSON.stringify({ Version: '2012-10-17', Statement: left }) : null,
      cloud.world.now(),
      bus.name,
    );
    return {};
  },
);
