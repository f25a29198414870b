import { cloudCommand } from '../aws/cloud-command.ts';
import { operate } from '../aws/operate.ts';
import { next } from '../terminal/words.ts';

/** `perennial retrain`: asks the arbiter for a run. */
export const retrain = cloudCommand({
  name: 'retrain',
  arguments: '<model>',
  summary: 'asks for a new training; the arbiter queues it while another run goes on',
  options: { reason: { type: 'string', help: 'why, for the history (required)', value: 'text' } },
  examples: ['perennial retrain taxi-fare --reason "tariffs changed on Monday"'],
  run: async (context) => {
    const model = context.argument(0, 'the model');
    const done = await operate(
      { command: 'retrain', model, reason: context.required('reason') },
      context.connection,
    );
    context.show(
      done,
      `${done.done}\n  in the name of ${done.by}`,
      next(`perennial runs ${model}`),
    );
    return 0;
  },
});
