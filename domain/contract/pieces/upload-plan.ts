import * as z from 'zod';
import { DataContract } from '../../definition/data-contract.ts';
import { Instant, ModelName, UploadId } from '../../names.ts';
import { SurveyedFrom } from '../../tabular/row-survey.ts';
import { FileFault } from '../file-fault.ts';
import { FileLayout } from './file-layout.ts';
import { PieceVerdict } from './judge-piece.ts';
import { FilePiece } from './locate-pieces.ts';

/** An upload that is judged in pieces, as its event and the door's settings say. */
export const LargeUpload = z.object({
  model: ModelName,
  uploadId: UploadId,
  /** Key of the object as it is stored. */
  key: z.string(),
  /** The key's end. */
  file: z.string(),
  /** @default - the bucket keeps no versions */
  versionId: z.string().optional(),
  /** When it was uploaded, as its event says. */
  time: z.string().min(10),
  /** Bytes. */
  size: z.int(),
  /** Bytes of a piece. */
  pieceBytes: z.int().min(1),
});
export type LargeUpload = z.output<typeof LargeUpload>;

/** Which upload a step is about: its plan has the rest. */
export const UploadName = z.object({ model: ModelName, uploadId: UploadId });
export type UploadName = z.output<typeof UploadName>;

/** What every step of judging an upload goes by: pinned once, whatever is deployed meanwhile. */
export const UploadPlan = z.object({
  upload: LargeUpload,
  contract: DataContract,
  /** Hash of the definition that the contract is of. */
  contractHash: z.string(),
  /** When it is judged. */
  now: Instant,
  /** Null where the beginning cannot be read. */
  layout: FileLayout.nullable(),
  /** Why it cannot be read at all; null where it can. */
  fault: FileFault.nullable(),
});
export type UploadPlan = z.output<typeof UploadPlan>;

/** What was found in a range of bytes without judging it. */
export const Survey = z.object({
  sha256: z.string(),
  /** Where rows begin; empty where the layout tells that. */
  rows: z.array(SurveyedFrom),
});
export type Survey = z.output<typeof Survey>;

/** The pieces of a file. */
export const LocatedPieces = z.object({ pieces: z.array(FilePiece), sha256: z.string() });
export type LocatedPieces = z.output<typeof LocatedPieces>;

/** What is known of a piece that was judged. */
export const PieceRecord = z.object({
  verdict: PieceVerdict,
  hasQuarantine: z.boolean(),
  /** How many hashes there are, by list. */
  hashes: z.record(z.string(), z.int()),
});
export type PieceRecord = z.output<typeof PieceRecord>;

/** Which pieces count, and in how many shares they are compared. */
export const CountedState = z.object({
  count: z.int(),
  /** Rows of the last piece that count; null for all. */
  most: z.int().nullable(),
  fault: FileFault.nullable(),
  /** Shares of the values of unique columns; 0 where there is nothing to compare. */
  valueShares: z.int(),
  /** Shares of the rows. */
  rowShares: z.int(),
});
export type CountedState = z.output<typeof CountedState>;
