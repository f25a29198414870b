import { cloudCommand } from '../aws/cloud-command.ts';
import { operate } from '../aws/operate.ts';
import { next } from '../terminal/words.ts';

/** `perennial rollback`: the version before serves again. */
export const rollback = cloudCommand({
  name: 'rollback',
  arguments: '<model>',
  summary: 'makes the version before the champion serve again, at once',
  options: { reason: { type: 'string', help: 'why, for the history (required)', value: 'text' } },
  examples: ['perennial rollback taxi-fare --reason "fares to the airport are off by half"'],
  run: async (context) => {
    const model = context.argument(0, 'the model');
    const done = await operate(
      { command: 'rollback', model, reason: context.required('reason') },
      context.connection,
    );
    context.show(
      done,
      `${done.done}\n  in the name of ${done.by}`,
      next(`perennial status ${model}`),
    );
    return 0;
  },
});
