import { existsSync } from 'node:fs';
import {
  compareContracts,
  isCompatible,
} from '../../domain/contract-evolution/compare-contracts.ts';
import type { Change } from '../../domain/contract-evolution/change.ts';
import { definitionHash } from '../../domain/definition/define-model.ts';
import type { ModelDefinition } from '../../domain/definition/model-definition.ts';
import { cloudCommand } from '../aws/cloud-command.ts';
import type { CloudContext } from '../aws/cloud-command.ts';
import { ModelRecords } from '../aws/model-records.ts';
import { definitionIn } from '../definition-file.ts';
import { CliError } from '../errors.ts';
import { table } from '../terminal/table.ts';
import { cut } from '../terminal/words.ts';

/** `perennial contract`: what a change of a contract does to whoever kept to the old one. */
export const contract = cloudCommand({
  name: 'contract',
  arguments: 'diff <old> <new>',
  summary:
    'compares two contracts: files of definitions, or deployed models; exit code 1 when the new one breaks the old',
  options: {},
  examples: [
    'perennial contract diff churn pipelines/churn/pipeline.ts',
    'perennial contract diff old.json new.json --json',
  ],
  run: async (context) => {
    const what = context.argument(0, 'what to do: diff');
    if (what !== 'diff')
      throw new CliError('Usage', `contract does not know '${what}'`, 'perennial contract --help');
    return await diff(context);
  },
});

async function diff(context: CloudContext): Promise<number> {
  const before = await definitionOf(context.argument(1, 'the old definition'), context);
  const after = await definitionOf(context.argument(2, 'the new definition'), context);
  const changes = compareContracts(before.contract, after.contract);
  const holds = isCompatible(changes);
  const verdict = holds ? 'compatible' : 'incompatible';
  const hashes = { from: definitionHash(before), to: definitionHash(after) };
  context.show(
    { verdict, ...hashes, changes },
    `${verdict}: ${after.name} ${hashes.to}, before ${hashes.from}`,
    changes.length === 0 ? 'the contracts say the same' : tableOf(changes),
  );
  return holds ? 0 : 1;
}

/** A definition in a file, or that of a deployed model. */
async function definitionOf(name: string, { connection }: CloudContext): Promise<ModelDefinition> {
  if (existsSync(name) || /[./]/.test(name)) return await definitionIn(name);
  const records = await ModelRecords.open(connection);
  return (await records.state(name)).definition.definition;
}

function tableOf(changes: readonly Change[]): string {
  const columns = ['column', 'rule', 'from', 'to', 'effect', 'why'].map((title) => ({ title }));
  const text = (value: unknown): string => (value === null ? '-' : cut(JSON.stringify(value), 30));
  return table(
    columns,
    changes.map(({ column, rule, from, to, effect, why }) => [
      column === '' ? '(file)' : column,
      rule,
      text(from),
      text(to),
      effect.toUpperCase(),
      cut(why, 70),
    ]),
  );
}
