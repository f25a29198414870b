import { LocalCloudError } from '../errors.ts';
import type { Control } from './controls.ts';

/** What time it is, what runs, and what is due next. */
export const clockState: Control = ({ current }) => {
  const { world, dispatcher, activity } = current();
  const next = dispatcher.nextDue();
  return {
    mode: world.mode,
    now: new Date(world.now()).toISOString(),
    running: activity.running(),
    nextDue: next === undefined ? null : new Date(next).toISOString(),
  };
};

/**
 * Moves a virtual clock to `to` (ISO 8601), or on by `seconds`; without either it waits until
 * nothing is due. With `settle: false` it answers when that moment is reached, while what is due
 * then still happens.
 */
export const advanceClock: Control = async ({ current }, body) => {
  const { world, dispatcher } = current();
  if (world.mode === 'real')
    return {
      mode: 'real',
      message: 'a real clock runs by itself; start with a virtual one to move it',
    };
  const target =
    typeof body.to === 'string'
      ? Date.parse(body.to)
      : world.now() + Number(body.seconds ?? 0) * 1000;
  if (Number.isNaN(target))
    throw new LocalCloudError(
      'ClockTarget',
      `give 'to' as ISO 8601 or 'seconds' as a number, got ${JSON.stringify(body)}`,
    );
  const moments = await (body.settle === false
    ? dispatcher.reach(target)
    : dispatcher.advanceTo(target));
  return { mode: 'virtual', now: new Date(world.now()).toISOString(), moments };
};
