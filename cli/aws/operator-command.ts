import type { OperatorCommand } from '../../lambda/operate-model/contract.ts';
import type { Command } from '../command.ts';
import { next } from '../terminal/words.ts';
import { cloudCommand } from './cloud-command.ts';
import type { CloudContext } from './cloud-command.ts';
import { operate } from './operate.ts';

/** A command that the platform carries out in the name of the caller, but for what all of them share. */
export interface OperatorCommandSpec extends Pick<
  Command,
  'name' | 'arguments' | 'summary' | 'examples'
> {
  /** What is asked of the platform. */
  readonly ask: (context: CloudContext) => OperatorCommand;
  /** What to type to see what came of it. */
  readonly look: (model: string) => string;
}

/** Makes a command that asks for a reason, has the platform act, and says what was done by whom. */
export function operatorCommand({ ask, look, ...spec }: OperatorCommandSpec): Command {
  return cloudCommand({
    ...spec,
    options: { reason: { type: 'string', help: 'why, for the history (required)', value: 'text' } },
    run: async (context) => {
      const command = ask(context);
      const done = await operate(command, context.connection);
      const said = `${done.done}\n  in the name of ${done.by}`;
      context.show(done, said, next(look(command.model)));
      return 0;
    },
  });
}
