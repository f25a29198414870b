import { AwsError, NotEmulated } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { Tag } from '../../../kernel/index.ts';
import { busArn, busPermission } from '../buses.ts';
import { putTags } from '../tags.ts';

/** What a bus may be given at its making and later. */
export interface BusSettings {
  readonly Description?: string;
  readonly KmsKeyIdentifier?: string;
  readonly DeadLetterConfig?: { readonly Arn?: string };
  readonly LogConfig?: { readonly IncludeDetail?: string; readonly Level?: string };
}

/** Input of CreateEventBus. */
export interface CreateEventBusInput extends BusSettings {
  readonly Name: string;
  readonly EventSourceName?: string;
  readonly Tags?: readonly Tag[];
}

/** CreateEventBus. */
export const createEventBus = action(
  'CreateEventBus',
  ({ Name, Tags }: CreateEventBusInput, { cloud }) => {
    const tagging = { ...busPermission('TagResource', Name, cloud), resourcePolicy: undefined };
    return [busPermission('CreateEventBus', Name, cloud), ...(Tags?.length ? [tagging] : [])];
  },
  (input, { cloud }) => {
    const { Name } = input;
    if (input.EventSourceName !== undefined)
      throw new NotEmulated('partner event buses', 'there are no partners here');
    if (Name.includes('/'))
      throw new AwsError('ValidationException', "Event bus name must not contain '/'.");
    const now = cloud.world.now();
    const made =
      Name !== 'default' &&
      cloud.db.run(
        'INSERT OR IGNORE INTO events_buses VALUES (?, ?, ?, ?, ?, NULL, ?, ?)',
        Name,
        input.Description ?? null,
        input.KmsKeyIdentifier ?? null,
        input.DeadLetterConfig ? JSON.stringify(input.DeadLetterConfig) : null,
        input.LogConfig ? JSON.stringify(input.LogConfig) : null,
        now,
        now,
      ) > 0;
    if (!made)
      throw new AwsError('ResourceAlreadyExistsException', `Event bus ${Name} already exists.`);
    putTags(busArn(Name, cloud), input.Tags, cloud);
    return { EventBusArn: busArn(Name, cloud), ...settingsOf(input) };
  },
);

/** The settings as they are answered. */
export function settingsOf(input: BusSettings): BusSettings {
  const { Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig } = input;
  return { Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig };
}
