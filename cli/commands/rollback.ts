import { operatorCommand } from '../aws/operator-command.ts';

/** `perennial rollback`: the version before serves again. */
export const rollback = operatorCommand({
  name: 'rollback',
  arguments: '<model>',
  summary: 'makes the version before the champion serve again, at once',
  examples: ['perennial rollback taxi-fare --reason "fares to the airport are off by half"'],
  ask: (context) => ({
    command: 'rollback',
    model: context.argument(0, 'the model'),
    reason: context.required('reason'),
  }),
  look: (model) => `perennial status ${model}`,
});
