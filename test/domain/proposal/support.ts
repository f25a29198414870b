import { FileJudge } from '../../../domain/contract/file-judge.ts';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { readDefinition } from '../../../domain/definition/define-model.ts';
import { propose } from '../../../domain/proposal/propose.ts';
import { Surveyor } from '../../../domain/proposal/surveyor.ts';
import { ByteScanner } from '../../../domain/tabular/byte-scanner.ts';
import { csvLine } from '../../../domain/tabular/csv-writer.ts';
import { encodeUtf8 } from '../../../domain/tabular/utf8.ts';
import type { DataContract } from '../../../domain/definition/data-contract.ts';
import type { ColumnDraft } from '../../../domain/proposal/draft.ts';
import type { Proposal, Wish } from '../../../domain/proposal/propose.ts';
import type { Survey } from '../../../domain/proposal/surveyor.ts';

/** What a file of this text has. */
export function surveyOf(
  text: string | readonly string[],
  names?: readonly string[],
  sought?: string,
): Survey {
  const surveyor = new Surveyor(names, sought);
  for (const file of typeof text === 'string' ? [text] : text) {
    const scanner = new ByteScanner(surveyor.take, { delimiter: 'detect' });
    scanner.push(encodeUtf8(file));
    scanner.end();
    surveyor.endFile(file.length);
  }
  return surveyor.survey();
}

/** A column of a made-up file: the value of a row, by its number and by chance. */
export type Values = (row: number, chance: () => number) => string | number;

/** A file of made-up rows. The target `y` follows from `x`, with some noise. */
export function fileOf(columns: Readonly<Record<string, Values>>, rows = 300): string {
  const chance = seededChance('proposal');
  const all: Record<string, Values> = { x: () => (chance() * 10).toFixed(2), ...columns };
  all.y ??= () => (chance() * 100).toFixed(1);
  const names = Object.keys(all);
  const lines = Array.from({ length: rows }, (_, row) =>
    names.map((name) => String(all[name]!(row, chance))),
  );
  return [names, ...lines].map((line) => `${csvLine(line)}\n`).join('');
}

/** The proposal for a text, checked to be a definition. */
export function proposalFor(
  text: string,
  wish: Partial<Wish> = {},
  names?: readonly string[],
): Proposal {
  const wanted = { name: 'model', target: 'y', ...wish };
  const proposal = propose(surveyOf(text, names, wanted.target), wanted);
  readDefinition(proposal.definition);
  return proposal;
}

/** What becomes of one column. */
export function draftOf(text: string, column: string, wish: Partial<Wish> = {}): ColumnDraft {
  return proposalFor(text, wish).columns.find(({ draft }) => draft.column.name === column)!.draft;
}

/** What the door says of a text by a proposed contract. */
export function doorSays(text: string, { definition }: Proposal): ReturnType<FileJudge['verdict']> {
  const contract: DataContract = readDefinition(definition).contract;
  const judge = new FileJudge(contract, { accept: () => undefined, refuse: () => undefined });
  const scanner = new ByteScanner(judge.take, { delimiter: 'detect' });
  scanner.push(encodeUtf8(text));
  scanner.end();
  return judge.verdict();
}
