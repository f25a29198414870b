import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { activityArn, checkName } from '../arns.ts';
import { checkEncryption, DEFAULT_ENCRYPTION } from '../encryption.ts';
import type { EncryptionInput } from '../encryption.ts';
import { activityAlreadyExists } from '../errors.ts';
import { futureArn, tagOnCreate } from '../permissions.ts';
import { putTags } from '../tags.ts';
import type { Tag } from '../tags.ts';

interface Input {
  readonly name: string;
  readonly tags?: readonly Tag[];
  readonly encryptionConfiguration?: EncryptionInput;
}

/**
 * CreateActivity. The same name again returns the activity there is, with the tags it has; its
 * encryption may not be another.
 */
export const createActivity = action(
  'CreateActivity',
  (input: Input, context) => {
    const resource = futureArn(context, 'activity', input.name);
    return [{ action: 'states:CreateActivity', resource }, ...tagOnCreate(resource, input.tags)];
  },
  ({ name, tags, encryptionConfiguration }, { cloud }) => {
    checkName(name);
    checkEncryption(cloud, encryptionConfiguration);
    const encryption = JSON.stringify(encryptionConfiguration ?? DEFAULT_ENCRYPTION);
    const arn = activityArn(cloud, name);
    const known = activityAt(arn, cloud);
    if (known && known.encryption !== encryption) throw activityAlreadyExists(arn);
    const created = known?.created ?? cloud.world.now();
    if (!known) {
      cloud.db.run(
        'INSERT INTO states_activities (arn, name, encryption, created) VALUES (?, ?, ?, ?)',
        ...[arn, name, encryption, created],
      );
      putTags(cloud, arn, tags ?? []);
    }
    return { activityArn: arn, creationDate: new Date(created) };
  },
);

function activityAt(arn: string, cloud: Cloud) {
  return cloud.db.get<{ readonly encryption: string; readonly created: number }>(
    'SELECT encryption, created FROM states_activities WHERE arn = ?',
    arn,
  );
}
