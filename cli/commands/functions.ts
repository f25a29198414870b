import { cloudCommand } from '../aws/cloud-command.ts';
import { deployedFunctions } from '../aws/deployed-functions.ts';
import { initMillis } from '../aws/init-time.ts';
import { table } from '../terminal/table.ts';
import { next } from '../terminal/words.ts';

const COLUMNS = [
  { title: 'function' },
  { title: 'model' },
  { title: 'code KB', align: 'right' as const },
  { title: 'memory MB', align: 'right' as const },
  { title: 'timeout s', align: 'right' as const },
];

/** `perennial functions`: size and limits of every function. */
export const functions = cloudCommand({
  name: 'functions',
  arguments: '',
  summary: 'lists the functions with the size of their code, and how long they take to start',
  options: {
    init: {
      type: 'boolean',
      help: 'load every bundle once in a process of its own on this machine and time it',
    },
  },
  examples: ['perennial functions', 'perennial functions --init --json'],
  run: async (context) => {
    const found = await deployedFunctions(context.connection);
    const timed = await Promise.all(
      found.map(async (fn) => ({
        ...fn,
        initMillis: context.flag('init') ? await initMillis(fn.handler) : undefined,
      })),
    );
    const columns = context.flag('init')
      ? [...COLUMNS, { title: 'init ms', align: 'right' as const }]
      : COLUMNS;
    const rows = timed.map((fn) => [
      fn.handler,
      fn.model ?? '',
      (fn.codeBytes / 1024).toFixed(0),
      String(fn.memoryMb),
      String(fn.timeoutSeconds),
      fn.initMillis?.toFixed(0) ?? '',
    ]);
    context.show(
      timed,
      table(columns, rows),
      context.aws('lambda list-functions'),
      next('perennial logs <function>'),
    );
    return 0;
  },
});
