import { createInterface } from 'node:readline/promises';
import { DomainError } from '../../domain/errors.ts';
import type { ErasedPlace } from '../../domain/registry/erasure.ts';
import { cloudNow } from '../aws/cloud-clock.ts';
import { cloudCommand } from '../aws/cloud-command.ts';
import type { CloudContext } from '../aws/cloud-command.ts';
import { ModelRecords } from '../aws/model-records.ts';
import { bucketsOf } from '../erasure/buckets.ts';
import { ErasureLog } from '../erasure/erasure-log.ts';
import { Forgetting } from '../erasure/forget.ts';
import type { Erased } from '../erasure/forget.ts';
import { CliError } from '../errors.ts';
import { ProgressLine } from '../terminal/progress.ts';
import { table } from '../terminal/table.ts';
import { count, next } from '../terminal/words.ts';

/** `perennial forget`: erases a person. */
export const forget = cloudCommand({
  name: 'forget',
  arguments: '<model> <key of a person>',
  summary:
    "erases a person's rows from every version of every object, and says what learned from them",
  options: {
    'dry-run': { type: 'boolean', help: 'only count' },
    yes: { type: 'boolean', help: 'do not ask' },
  },
  examples: [
    'perennial forget churn 7590-VHVEG --dry-run',
    'perennial forget churn 7590-VHVEG --yes --json',
  ],
  run: async (context) => {
    const model = context.argument(0, 'the model');
    const key = context.argument(1, 'the key of a person');
    const records = await ModelRecords.open(context.connection);
    const [state, runs, versions] = [
      await records.state(model),
      await records.runs(model),
      await records.versions(model),
    ];
    const buckets = bucketsOf(records.platform, context.connection);
    const forgetting = suitably(() => new Forgetting({ state, runs, versions }, key, buckets));
    const found = await forgetting.look();
    if (context.flag('dry-run') || total(found.places) === 0) return shown(context, 'found', found);
    await confirm(context, found);
    const log = await ErasureLog.open(
      { tableName: records.platform.registryTable, model },
      context.connection,
    );
    const now = async () => new Date(await cloudNow(context.connection)).toISOString();
    await log.write({ phase: 'begun', ...found }, await now());
    const line = new ProgressLine();
    const places = await forgetting.erase((place) => line.update(`erasing: ${place}`));
    await log.write({ phase: 'ended', places, versions: found.versions }, await now());
    return shown(context, 'erased', { places, versions: found.versions }, log.id);
  },
});

function suitably<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    throw new CliError('Unsuitable', cause.message, 'perennial forget --help', { cause });
  }
}

function total(places: readonly ErasedPlace[]): number {
  return places.reduce((sum, { rows }) => sum + rows, 0);
}

/** Waits for a yes. @throws CliError `Interrupted` for anything else, `Usage` where nobody can be asked */
async function confirm(context: CloudContext, { places }: Erased): Promise<void> {
  if (context.flag('yes')) return;
  const what = `${count(total(places))} rows of ${count(places.reduce((sum, { objects }) => sum + objects, 0))} objects`;
  if (!process.stdin.isTTY) {
    throw new CliError(
      'Usage',
      `${what} would be erased for good`,
      'add --yes, or --dry-run to count only',
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${what} are erased for good. Type 'yes' to go on: `);
  terminal.close();
  if (answer.trim() !== 'yes') throw new CliError('Interrupted', 'nothing was erased');
}

function shown(
  context: CloudContext,
  what: 'found' | 'erased',
  { places, versions }: Erased,
  id?: string,
): number {
  const columns = [
    { title: 'place' },
    { title: 'objects', align: 'right' as const },
    { title: 'rows', align: 'right' as const },
  ];
  const rows = places
    .filter((one) => one.rows > 0)
    .map((one) => [one.place, count(one.objects), count(one.rows)]);
  const isNothing = rows.length === 0;
  context.show(
    { what, id: id ?? null, places, versions },
    isNothing ? 'nothing of theirs is there' : `${what}:\n\n${table(columns, rows)}`,
    versions.length === 0
      ? ''
      : `versions that learned from them: ${versions.map((one) => `v${one}`).join(', ')}`,
    id === undefined ? '' : `record: ${id}; nothing in it leads back to the person`,
    next(
      what === 'found' && !isNothing && 'the same without --dry-run erases them',
      what === 'erased' &&
        versions.length > 0 &&
        `perennial retrain ${context.argument(0, 'the model')} --reason "erasure ${id ?? ''}"`,
    ),
  );
  return 0;
}
