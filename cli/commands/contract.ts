import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import {
  compareContracts,
  isCompatible,
} from '../../domain/contract-evolution/compare-contracts.ts';
import type { Change } from '../../domain/contract-evolution/change.ts';
import { contractText, importContract } from '../../domain/contract-import/import-contract.ts';
import type { ImportedContract } from '../../domain/contract-import/imported.ts';
import { definitionHash } from '../../domain/definition/define-model.ts';
import type { ModelDefinition } from '../../domain/definition/model-definition.ts';
import { DomainError } from '../../domain/errors.ts';
import { cloudCommand } from '../aws/cloud-command.ts';
import type { CloudContext } from '../aws/cloud-command.ts';
import { ModelRecords } from '../aws/model-records.ts';
import { definitionIn } from '../definition-file.ts';
import { CliError } from '../errors.ts';
import { table } from '../terminal/table.ts';
import { cut, onScreen } from '../terminal/words.ts';

/** `perennial contract`: compares contracts, and reads those of others. */
export const contract = cloudCommand({
  name: 'contract',
  arguments: 'diff <old> <new> | import <file>',
  summary:
    'compares two contracts (files or deployed models), exit code 1 when the new one breaks the old; reads constraints.json or JSON Schema',
  options: { out: { type: 'string', help: 'import: write the contract there', value: 'file' } },
  examples: [
    'perennial contract diff churn pipelines/churn/pipeline.ts',
    'perennial contract diff old.json new.json --json',
    'perennial contract import constraints.json --out contract.txt',
  ],
  run: async (context) => {
    const what = context.argument(0, 'what to do: diff or import');
    if (what === 'diff') return await diff(context);
    if (what === 'import') return imports(context);
    throw new CliError('Usage', `contract does not know '${what}'`, 'perennial contract --help');
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
      onScreen(why, 70),
    ]),
  );
}

/** Prints what constraints of Model Monitor, or a JSON Schema, say in our language. */
function imports(context: CloudContext): number {
  const file = context.argument(1, 'a file of constraints, or a JSON Schema');
  if (!existsSync(file))
    throw new CliError('NoFile', `there is no file '${file}'`, 'perennial contract --help');
  const imported = readImport(file);
  const out = context.text('out');
  const text = contractText(imported);
  if (out !== undefined) writeFileSync(out, text);
  context.show(imported, out === undefined ? text.trimEnd() : `written: ${out}`);
  return 0;
}

function readImport(file: string): ImportedContract {
  try {
    return importContract(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    if (cause instanceof DomainError)
      throw new CliError('Unsuitable', cause.message, undefined, { cause });
    throw new CliError('NoFile', `'${file}' is no JSON`, undefined, { cause });
  }
}
