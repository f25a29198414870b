import { action } from '../../../kernel/index.ts';
import { keyNamed, onKey } from '../keys.ts';

/** ScheduleKeyDeletion: the key is unusable from now on. */
export const scheduleKeyDeletion = action(
  'ScheduleKeyDeletion',
  onKey('ScheduleKeyDeletion'),
  (input: { readonly KeyId: string; readonly PendingWindowInDays?: number }, context) => {
    const { cloud } = context;
    const key = keyNamed(input.KeyId, context);
    const days = input.PendingWindowInDays ?? 30;
    cloud.db.run("UPDATE kms_keys SET state = 'PendingDeletion' WHERE id = ?", key.id);
    return {
      KeyId: key.arn,
      KeyState: 'PendingDeletion',
      PendingWindowInDays: days,
      DeletionDate: new Date(cloud.world.now() + days * 86_400_000),
    };
  },
);
