import { faultOf } from '../../../../domain/contract/file-fault.ts';
import type { RowSinks } from '../../../../domain/contract/file-judge.ts';
import { judgeFile } from '../../../../domain/contract/judge-file.ts';
import type { SentFileVerdict } from '../../../../domain/contract/judge-file.ts';
import { readLayout } from '../../../../domain/contract/pieces/file-layout.ts';
import type { FileLayout } from '../../../../domain/contract/pieces/file-layout.ts';
import { ROWS, judgePiece, listsOf } from '../../../../domain/contract/pieces/judge-piece.ts';
import type { JudgedPiece } from '../../../../domain/contract/pieces/judge-piece.ts';
import {
  locateGroups,
  locateRows,
  rangeOfPiece,
} from '../../../../domain/contract/pieces/locate-pieces.ts';
import type { FilePiece } from '../../../../domain/contract/pieces/locate-pieces.ts';
import { PieceMerger, countedPieces } from '../../../../domain/contract/pieces/merge-pieces.ts';
import type { BytesJudge } from '../../../../domain/contract/bytes-judge.ts';
import type { DataContract } from '../../../../domain/definition/data-contract.ts';
import {
  hashRun,
  hashesIn,
  metBefore,
  RUN_INDEX_BYTES,
} from '../../../../domain/hashing/hash-run.ts';
import { SeenHashes } from '../../../../domain/hashing/seen-hashes.ts';
import { inMemory } from '../../../../domain/parquet/in-memory.ts';
import { RowProfiler } from '../../../../domain/profile/row-profiler.ts';
import { storedProfile } from '../../../../domain/profile/stored-profile.ts';
import type { StoredProfile } from '../../../../domain/profile/stored-profile.ts';
import { RowSurvey } from '../../../../domain/tabular/row-survey.ts';

/** All that comes of a file. */
export interface Outcome {
  readonly verdict: SentFileVerdict;
  readonly values: readonly string[];
  readonly problems: readonly string[];
  readonly profile: StoredProfile;
}

const NOW = new Date('2026-01-01T00:00:00Z');

/** Keeps rows as texts, and profiles them. */
class Kept {
  readonly values: string[] = [];
  readonly problems: string[] = [];
  private profiler: RowProfiler | undefined;

  constructor(private readonly contract: DataContract) {}

  readonly sinks = (judge: BytesJudge): RowSinks => {
    const profiler = new RowProfiler(this.contract.columns, judge);
    this.profiler = profiler;
    return {
      accept: (row) => {
        this.values.push(row.values().join('|'));
        profiler.take(row);
      },
      refuse: (problem) => this.problems.push(JSON.stringify(problem)),
    };
  };

  profile(): StoredProfile {
    return storedProfile(this.profiler?.result() ?? []);
  }
}

async function* chunksOf(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function sent(bytes: Uint8Array) {
  return { chunks: chunksOf(bytes, 61), ranges: inMemory(bytes) };
}

/** What comes of a file that one function reads. */
export async function inOnePass(bytes: Uint8Array, contract: DataContract): Promise<Outcome> {
  const kept = new Kept(contract);
  const verdict = await judgeFile(sent(bytes), { contract, now: NOW, sinks: kept.sinks });
  const { values, problems } = kept;
  return { verdict, values, problems, profile: kept.profile() };
}

interface Judged extends JudgedPiece {
  readonly kept: Kept;
}

/** What comes of it when it is read in pieces of so many bytes. */
export async function inPieces(
  bytes: Uint8Array,
  contract: DataContract,
  pieceBytes: number,
): Promise<Outcome> {
  let layout: FileLayout | undefined;
  const unread = await faultOf(async () => {
    layout = await readLayout(sent(bytes), contract);
  });
  if (layout === undefined) return merged(contract, [], { fault: unread });
  const known = layout;
  const pieces = piecesOf(bytes, known, pieceBytes);
  const one = async (
    index: number,
    most?: number,
    before?: ReadonlyMap<string, readonly Uint8Array[]>,
  ) => {
    const kept = new Kept(contract);
    const piece = pieces[index]!;
    const file = 'start' in piece ? sent(bytes.subarray(piece.start, piece.end)) : sent(bytes);
    const terms = { contract, now: NOW, sinks: kept.sinks, layout: known, piece, most, before };
    return { ...(await judgePiece(file, terms)), kept };
  };
  let judged: Judged[] = [];
  for (const index of pieces.keys()) judged.push(await one(index));
  const extents = judged.map(({ verdict: { tally, fault } }) => ({
    rows: tally.accepted + tally.refused,
    fault,
  }));
  const counted = countedPieces(extents, contract, known);
  judged = judged.slice(0, counted.count);
  const before = comparedBy(listsOf(contract).unique, judged);
  const again: Judged[] = [];
  for (const index of judged.keys()) {
    again.push(
      await one(index, index === judged.length - 1 ? counted.most : undefined, before[index]),
    );
  }
  const repeated = listsOf(contract).rows ? comparedBy([ROWS], again) : [];
  const rows = repeated
    .flatMap((lists) => lists.get(ROWS) ?? [])
    .reduce((sum, run) => sum + hashesIn(run), 0);
  return merged(contract, again, { layout: known, fault: counted.fault, repeated: rows });
}

function piecesOf(bytes: Uint8Array, layout: FileLayout, pieceBytes: number): readonly FilePiece[] {
  if (layout.format === 'parquet') return locateGroups(layout, { pieceBytes });
  if (layout.names === null) return [];
  const sizes = { pieceBytes, size: bytes.length };
  const surveys = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, index) => {
    const [from, to] = rangeOfPiece(index, sizes);
    const begin = Math.min(Math.max(from, layout.begin), to);
    const survey = new RowSurvey(layout, begin, index === 0);
    survey.push(bytes.subarray(begin, to));
    return survey.result();
  });
  return locateRows(surveys, sizes);
}

/** Of each piece, the hashes that an earlier one has. */
function comparedBy(lists: readonly string[], judged: readonly Judged[]) {
  const met = judged.map(() => new Map<string, readonly Uint8Array[]>());
  for (const list of lists) {
    const seen = new SeenHashes();
    for (const [index, { hashes }] of judged.entries()) {
      const run = hashRun(hashes.get(list)!);
      met[index]!.set(list, [metBefore(run.subarray(RUN_INDEX_BYTES), seen)]);
    }
  }
  return met;
}

function merged(
  contract: DataContract,
  judged: readonly Judged[],
  about: Omit<Parameters<PieceMerger['verdict']>[0], 'now'>,
): Outcome {
  const merger = new PieceMerger(contract);
  for (const { verdict, kept } of judged) {
    const stored: unknown = JSON.parse(JSON.stringify([verdict, kept.profile()]));
    const [piece, profile] = stored as [JudgedPiece['verdict'], StoredProfile];
    merger.take(piece, profile);
  }
  return {
    verdict: merger.verdict({ ...about, now: NOW }),
    values: judged.flatMap(({ kept }) => kept.values),
    problems: judged.flatMap(({ kept }) => kept.problems),
    profile: storedProfile(merger.profiles),
  };
}
