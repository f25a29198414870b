import type { Amendment } from '../../domain/proposal/cannot-propose.ts';
import type { Invocation } from '../command.ts';
import { shellWord } from '../terminal/shell-word.ts';

/** Options whose values are typed again as they were. */
const KEPT = ['from', 'target', 'task', 'time', 'columns', 'encoding', 'pipelines'] as const;

/** What has to be another one before `perennial init` is typed again. */
export type Amended = Amendment | 'encoding';

/** What stands where another value is to be typed. */
const PLACES: Readonly<Partial<Record<Amended, string>>> = {
  target: '<column>',
  task: '<regression, binary or multiclass>',
  time: '<column>',
  columns: '<names>',
  encoding: '<latin-1 or utf-16>',
};

/** The same command line once more, with room for what has to be another one. */
export function typeAgain(invocation: Invocation, amended: Amended): string {
  const name = amended === 'name' ? '<name>' : shellWord(invocation.positionals[0] ?? '<name>');
  const options = KEPT.flatMap((option) => {
    const text = invocation.text(option);
    if (option !== amended) return text === undefined ? [] : [`--${option}`, shellWord(text)];
    // Names that were given are no longer wanted: the file has its own, or others.
    return option === 'columns' && text !== undefined ? [] : [`--${option}`, PLACES[option]!];
  });
  const force = invocation.flag('force') ? ['--force'] : [];
  const line = ['perennial init', name, ...options, ...force].join(' ');
  return amended === 'files' ? `mend that, then ${line}` : line;
}
