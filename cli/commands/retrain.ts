import { operatorCommand } from '../aws/operator-command.ts';

/** `perennial retrain`: asks the arbiter for a run. */
export const retrain = operatorCommand({
  name: 'retrain',
  arguments: '<model>',
  summary: 'asks for a new training; the arbiter queues it while another run goes on',
  examples: ['perennial retrain taxi-fare --reason "tariffs changed on Monday"'],
  ask: (context) => ({
    command: 'retrain',
    model: context.argument(0, 'the model'),
    reason: context.required('reason'),
  }),
  look: (model) => `perennial runs ${model}`,
});
