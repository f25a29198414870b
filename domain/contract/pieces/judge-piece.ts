import * as z from 'zod';
import { DomainError } from '../../errors.ts';
import { eachHash } from '../../hashing/hash-run.ts';
import { ParquetFile } from '../../parquet/parquet-file.ts';
import { readParquetInto } from '../../parquet/parquet-rows.ts';
import { ByteScanner } from '../../tabular/byte-scanner.ts';
import { JsonLinesScanner } from '../../tabular/json-lines-scanner.ts';
import { transcoderOf } from '../../tabular/transcode.ts';
import { FileFault, faultOf } from '../file-fault.ts';
import { FileJudge, momentOf } from '../file-judge.ts';
import { TallyState } from '../tally.ts';
import type { DataContract } from '../../definition/data-contract.ts';
import type { SeenHashes } from '../../hashing/seen-hashes.ts';
import type { FieldRow } from '../../tabular/field-row.ts';
import type { FileTerms, SentFile } from '../judge-file.ts';
import type { Scanner } from '../scanner-of.ts';
import type { FileLayout, TextLayout } from './file-layout.ts';
import type { FilePiece } from './locate-pieces.ts';

/** Verdict on a piece of a file, as it is stored: those of all pieces merge into that of the file. */
export const PieceVerdict = z.object({
  tally: TallyState,
  /** Why the rest of the file cannot be read; null where it can. */
  fault: FileFault.nullable(),
});
export type PieceVerdict = z.output<typeof PieceVerdict>;

/** What a piece is judged by. */
export interface PieceTerms extends Omit<FileTerms, 'whole'> {
  readonly layout: FileLayout;
  readonly piece: FilePiece;
  /** Rows that are judged at most. @default - as many as the contract allows in a file, and one */
  readonly most?: number | undefined;
  /** Values that came before the piece, in runs of hashes by list. @default - none did */
  readonly before?: ReadonlyMap<string, readonly Uint8Array[]>;
}

/** A piece that was judged. */
export interface JudgedPiece {
  readonly verdict: PieceVerdict;
  /** What pieces are compared by, by list. */
  readonly hashes: ReadonlyMap<string, SeenHashes>;
}

/** The list of the hashes of whole rows. */
export const ROWS = 'rows';

/** The list of the hashes of a column's values, by the column's place in the contract. */
export function listOfColumn(index: number): string {
  return `unique-${index}`;
}

/** Lists of hashes that pieces are compared by: of unique columns, and of rows where a rule asks for them. */
export function listsOf({ columns, fileRules = [] }: DataContract): {
  readonly unique: readonly string[];
  readonly rows: boolean;
} {
  return {
    unique: columns.flatMap(({ unique }, index) => (unique === true ? [listOfColumn(index)] : [])),
    rows: fileRules.some(({ kind }) => kind === 'duplicates'),
  };
}

/**
 * Judges the rows of a piece as the door judges those of a file.
 *
 * @param file its bytes: of text, those of the piece; of Parquet, the whole file by ranges
 */
export async function judgePiece(file: SentFile, terms: PieceTerms): Promise<JudgedPiece> {
  const { sinks, now, layout } = terms;
  const contract = limited(terms);
  const judge = new FileJudge(
    contract,
    { accept: (row) => made.accept(row), refuse: (problem) => made.refuse(problem) },
    momentOf(now),
  );
  const made = sinks(judge.rows);
  for (const [index, seen] of judge.unique.hashes()) {
    for (const run of terms.before?.get(listOfColumn(index)) ?? []) {
      eachHash(run, (low, high) => seen.meet(low, high));
    }
  }
  if (layout.names !== null) judge.nameColumns(layout.names);
  const fault = await faultOf(() =>
    layout.format === 'parquet'
      ? feedGroups(file, judge, terms)
      : feedText(file, scannerOf(layout, judge, terms), terms),
  );
  const hashes = new Map<string, SeenHashes>();
  for (const [index, seen] of judge.unique.hashes()) hashes.set(listOfColumn(index), seen);
  const rows = judge.tally.rules.hashes;
  if (rows !== undefined) hashes.set(ROWS, rows);
  return { verdict: { tally: judge.tally.state(), fault: fault ?? null }, hashes };
}

/** The contract with the limit of rows that counts for the piece. */
function limited({ contract, most }: PieceTerms): DataContract {
  if (most === undefined) return contract;
  return { ...contract, limits: { ...contract.limits, rows: most - 1 } };
}

function scannerOf(layout: TextLayout, judge: FileJudge, terms: PieceTerms): Scanner {
  const { line } = terms.piece;
  if (layout.format === 'csv') {
    const { delimiter, endsInCr, headerLine } = layout;
    const take =
      headerLine < line
        ? judge.take
        : (row: FieldRow): void => {
            if (row.line > headerLine) judge.take(row);
          };
    return new ByteScanner(take, { delimiter, from: { line, endsInCr } });
  }
  const { members, names } = layout;
  const wanted = terms.contract.columns.map(({ name }) => name);
  return new JsonLinesScanner(
    { names: () => ({ names: names ?? members, wanted }), take: judge.take },
    { from: { line, members } },
  );
}

async function feedText(file: SentFile, scanner: Scanner, terms: PieceTerms): Promise<void> {
  const { layout, settle } = terms;
  if (layout.format === 'parquet') return;
  const transcoder = transcoderOf(layout.encoding, new Uint8Array());
  for await (const chunk of file.chunks) {
    scanner.push(transcoder.take(chunk));
    await settle?.();
  }
  scanner.push(transcoder.end());
  scanner.end();
}

async function feedGroups(file: SentFile, judge: FileJudge, terms: PieceTerms): Promise<void> {
  const { contract, piece, settle } = terms;
  if (file.ranges === undefined || !('first' in piece)) {
    throw new DomainError('OtherFormat', 'send the file as it is: Parquet is packed inside');
  }
  await readParquetInto(await ParquetFile.open(file.ranges), {
    wanted: contract.columns.map(({ name }) => name),
    take: judge.take,
    // One more than may be, so that the judge sees that there are too many.
    most: terms.most ?? contract.limits.rows + 1,
    settle,
    only: piece,
  });
}
