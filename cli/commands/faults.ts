import { cloudCommand } from '../aws/cloud-command.ts';
import type { CloudContext } from '../aws/cloud-command.ts';
import { control } from '../aws/local-control.ts';
import { table } from '../terminal/table.ts';

/** A fault as the local cloud lists it. */
interface SetFault {
  readonly kind: string;
  readonly service: string;
  readonly action: string;
  readonly probability: number;
  readonly happened: number;
}

/** `perennial faults`: lets calls and deliveries go wrong, to see what becomes of it. */
export const faults = cloudCommand({
  name: 'faults',
  arguments: '[kind]',
  summary: 'local cloud only: lets calls and deliveries go wrong, lists what is set, or ends it',
  options: {
    service: { type: 'string', help: 'which service, such as dynamodb (*)', value: 'name' },
    action: {
      type: 'string',
      help: 'which action or delivery, such as PutItem (*)',
      value: 'name',
    },
    probability: { type: 'string', help: 'from 0 to 1 (1)', value: 'p' },
    ms: { type: 'string', help: 'how long a delay, time-out or detour takes', value: 'n' },
    times: { type: 'string', help: 'how often at most', value: 'n' },
    seed: { type: 'string', help: 'the same seed, the same chance (1)', value: 'n' },
    clear: { type: 'boolean', help: 'end all faults' },
  },
  examples: [
    'perennial faults',
    'perennial faults throttle --service dynamodb --action PutItem --probability 0.3',
    'perennial faults duplicate --service events',
    'perennial faults --clear',
  ],
  run: async (context) => {
    const set = await change(context);
    const rows = set.map(({ kind, service, action, probability, happened }) => [
      kind,
      service,
      action,
      String(probability),
      String(happened),
    ]);
    const columns = ['kind', 'service', 'action', 'probability', 'happened'];
    const titles = columns.map((title) => ({ title }));
    context.show(set, rows.length > 0 ? table(titles, rows) : 'nothing goes wrong on purpose');
    return 0;
  },
});

async function change(context: CloudContext): Promise<readonly SetFault[]> {
  const { connection, positionals } = context;
  const before = (await control(connection, 'faults')) as { faults: readonly SetFault[] };
  const [kind] = positionals;
  if (kind === undefined && !context.flag('clear')) return before.faults;
  const number = (name: string) => {
    const text = context.text(name);
    return text === undefined ? undefined : Number(text);
  };
  const added = {
    kind,
    service: context.text('service'),
    action: context.text('action'),
    probability: number('probability'),
    milliseconds: number('ms'),
    times: number('times'),
  };
  const faults = context.flag('clear') ? [] : [...before.faults, added];
  const after = await control(connection, 'faults', { faults, seed: number('seed') });
  return (after as { faults: readonly SetFault[] }).faults;
}
