import { action } from '../../../kernel/index.ts';
import { busArn, busName, busPermission, requireBus } from '../buses.ts';
import { settingsOf } from './create-event-bus.ts';
import type { BusSettings } from './create-event-bus.ts';

/** Input of UpdateEventBus. */
export interface UpdateEventBusInput extends BusSettings {
  readonly Name?: string;
}

/** UpdateEventBus: what is left out stays as it was. */
export const updateEventBus = action(
  'UpdateEventBus',
  ({ Name }: UpdateEventBusInput, { cloud }) => [
    busPermission('UpdateEventBus', busName(Name), cloud),
  ],
  (input, { cloud }) => {
    const name = busName(input.Name);
    const old = requireBus(name, cloud);
    const text = (value: object | undefined) => (value ? JSON.stringify(value) : null);
    cloud.db.run(
      `UPDATE events_buses SET description = ?, kms_key = ?, dead_letters = ?, log_config = ?,
       modified = ? WHERE name = ?`,
      input.Description ?? old.description,
      input.KmsKeyIdentifier ?? old.kms_key,
      text(input.DeadLetterConfig) ?? old.dead_letters,
      text(input.LogConfig) ?? old.log_config,
      cloud.world.now(),
      name,
    );
    return { Arn: busArn(name, cloud), Name: name, ...settingsOf(input) };
  },
);
