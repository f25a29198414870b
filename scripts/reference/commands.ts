import { helpOf } from '../../cli/command.ts';
import { commands } from '../../cli/commands/index.ts';
import { page } from './table.ts';

/** `docs/reference/commands.md` */
export async function commandsPage(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  const parts = all.map(
    (command) => `## ${command.name}\n\n\`\`\`text\n${helpOf(command).trimEnd()}\n\`\`\``,
  );
  return page('Commands', 'What `perennial <command> --help` says.', ...parts);
}
