import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { World } from '../../../kernel/index.ts';
import { keysOf } from '../access-keys.ts';
import { nameOf, onUser, userNamed } from '../users.ts';
import type { MaybeUser } from '../users.ts';

/** Keys of one user at most. Source: IAM user guide, quotas. */
const MOST = 2;

/** CreateAccessKey: the only answer that tells the secret. */
export const createAccessKey = action(
  'CreateAccessKey',
  onUser('CreateAccessKey'),
  (input: MaybeUser, context) => {
    const { cloud } = context;
    const UserName = nameOf(input, context);
    userNamed(UserName, cloud);
    if (keysOf(UserName, cloud).length >= MOST) {
      const told = `Cannot exceed quota for AccessKeysPerUser: ${MOST}`;
      throw new AwsError('LimitExceeded', told, { status: 409 });
    }
    const AccessKeyId = `AKIA${digits(cloud.world).toUpperCase().slice(0, 16)}`;
    const bytes = Buffer.from(digits(cloud.world) + digits(cloud.world), 'hex');
    const SecretAccessKey = bytes.toString('base64').slice(0, 40);
    const created = cloud.world.now();
    cloud.db.run(
      "INSERT INTO iam_access_keys VALUES (?, ?, ?, 'Active', ?)",
      AccessKeyId,
      UserName,
      SecretAccessKey,
      created,
    );
    const Status = 'Active';
    const CreateDate = new Date(created);
    return { AccessKey: { UserName, AccessKeyId, Status, SecretAccessKey, CreateDate } };
  },
);

function digits(world: World): string {
  return world.uuid().replace(/-/g, '');
}
