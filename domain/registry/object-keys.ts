/** Keys of objects in the three buckets; `docs/architecture.md` has the tables. */
import { pieceText, versionText } from './keys.ts';

/** The files of one run, below `runs/<model>/<run id>/`. */
export function runKeys(model: string, runId: string) {
  const root = `runs/${model}/${runId}/`;
  return {
    root,
    plan: `${root}plan.json`,
    train: `${root}train/train.csv`,
    validation: `${root}validation/validation.csv`,
    holdoutOfChallenger: `${root}holdout/challenger/holdout.csv`,
    holdoutOfChampion: `${root}holdout/champion/holdout.csv`,
    /** Labels and groups of the holdout rows, in their order. */
    truth: `${root}truth.json`,
    /** Encoder, contract and target: all that the gateway needs. */
    bundle: `${root}bundle.json`,
    profile: `${root}profile.json`,
    /** Some rows of the training side. */
    sample: `${root}sample.json`,
    /** Some rows of the holdout, with their numbers. */
    holdoutSample: `${root}holdout-sample.json`,
    smoke: `${root}smoke.json`,
    predictionsOfChallenger: `${root}transform/challenger/holdout.csv.out`,
    predictionsOfChampion: `${root}transform/champion/holdout.csv.out`,
    evaluation: `${root}evaluation.json`,
    judgement: `${root}judgement.json`,
  } as const;
}

/** Objects of the artifact bucket that belong to no run. */
export const artifactKeys = {
  dataset: (model: string, hash: string): string => `datasets/${model}/${hash}.json`,
  datasetProfile: (model: string, hash: string): string => `datasets/${model}/${hash}/profile.json`,
  baseline: (model: string, version: number): string => `baselines/${model}/${versionText(version)}.json`,
  report: (model: string, time: string): string => `reports/${model}/${time}.json`,
  /** The same report as a page for people. */
  reportPage: (model: string, time: string): string => `reports/${model}/${time}.html`,
} as const;

/** Objects of the lake. */
export const lakeKeys = {
  /** @param day the day of the upload, `yyyy-mm-dd`: tables leave out the days that nobody asks for */
  accepted: (model: string, day: string, uploadId: string): string =>
    `accepted/${model}/day=${day}/${uploadId}.parquet`,
  /** What the keys of rows begin with that were judged in pieces: numbers follow. */
  acceptedPieces: (model: string, day: string, uploadId: string): string =>
    `accepted/${model}/day=${day}/${uploadId}-`,
  labels: (model: string, uploadId: string): string => `labels/${model}/${uploadId}.parquet`,
  profile: (model: string, uploadId: string): string => `profiles/${model}/${uploadId}.json`,
  quarantine: (model: string, uploadId: string): string => `quarantine/${model}/${uploadId}.jsonl`,
  captures: (model: string): string => `captures/${model}/`,
  capturesOfHour: (model: string, hour: string): string => `captures/${model}/${hour}/`,
  joinedOfDay: (model: string, day: string): string => `joined/${model}/${day.replaceAll('-', '/')}/`,
  oversize: (model: string, inferenceId: string): string => `oversize/${model}/${inferenceId}.json`,
  /** What checks have counted of captures so far, per day. */
  captureSummary: (model: string): string => `summaries/${model}/captures.json`,
} as const;

/** Objects of the landing bucket. */
export const landingKeys = {
  /** An upload without the rows of persons who were erased: where nothing is admitted. */
  erased: (model: string, kind: string, uploadId: string): string => `erased/${model}/${kind}/${uploadId}`,
  joined: (model: string, uploadId: string): string => `uploads/${model}/data/joined-${uploadId}.csv`,
  receipt: (model: string, kind: string, file: string): string => `receipts/${model}/${kind}/${file}.json`,
  receiptPage: (model: string, kind: string, file: string): string => `receipts/${model}/${kind}/${file}.html`,
  joinReceipt: (model: string, uploadId: string): string => `receipts/${model}/joined/${uploadId}.json`,
} as const;

/** What is written while an upload is judged in pieces; gone a few days later. */
export function workKeys(model: string, uploadId: string) {
  const root = `work/${model}/${uploadId}/`;
  return {
    plan: `${root}plan.json`,
    located: `${root}located.json`,
    counted: `${root}counted.json`,
    survey: (piece: number): string => `${root}surveys/${pieceText(piece)}.json`,
    verdict: (piece: number): string => `${root}verdicts/${pieceText(piece)}.json`,
    profile: (piece: number): string => `${root}profiles/${pieceText(piece)}.json`,
    accepted: (piece: number): string => `${root}accepted/${pieceText(piece)}.parquet`,
    quarantine: (piece: number): string => `${root}quarantine/${pieceText(piece)}.jsonl`,
    /** Hashes of a list, such as those of a unique column. */
    hashes: (list: string, piece: number): string => `${root}hashes/${list}/${pieceText(piece)}.bin`,
    /** Of a piece, the hashes that earlier pieces have too: those of each share. */
    metOf: (list: string, piece: number): string => `${root}met/${list}/${pieceText(piece)}/`,
    met: (list: string, piece: number, share: number): string =>
      `${root}met/${list}/${pieceText(piece)}/${pieceText(share)}.bin`,
    /** How many rows of a share repeat rows of earlier pieces. */
    repeated: (share: number): string => `${root}repeated/${pieceText(share)}.json`,
  } as const;
}
