/** Sort keys of the registry. The partition key is `MODEL#<model>`. */

/** Digits of a version in keys, so that text order is number order. */
export function versionText(version: number): string {
  return String(version).padStart(6, '0');
}

/** Digits of the number of a piece in keys. */
export function pieceText(piece: number): string {
  return String(piece).padStart(5, '0');
}

/** Sort keys by what they hold; `docs/architecture.md` has the table. */
export const sortKeys = {
  definition: 'DEFINITION',
  counters: 'COUNTERS',
  champion: 'ALIAS#champion',
  challenger: 'ALIAS#challenger',
  lease: 'LEASE',
  arbiter: 'ARBITER',
  health: 'HEALTH',
  /** A definition by its hash, for ever. */
  defined: (hash: string): string => `DEFINED#${hash}`,
  upload: (uploadId: string): string => `UPLOAD#${uploadId}`,
  /** Keeps the same content from being admitted under another name. */
  content: (sha256: string): string => `CONTENT#${sha256}`,
  accepted: (time: string, uploadId: string): string => `ACCEPTED#${time}#${uploadId}`,
  run: (runId: string): string => `RUN#${runId}`,
  version: (version: number): string => `VERSION#${versionText(version)}`,
  slot: (slot: string): string => `SLOT#${slot}`,
  decision: (time: string, id: string): string => `DECISION#${time}#${id}`,
  approval: (runId: string): string => `APPROVAL#${runId}`,
  erasure: (time: string, id: string, phase: string): string => `ERASURE#${time}#${id}#${phase}`,
  watermark: (what: string): string => `WATERMARK#${what}`,
  history: (time: string, id: string): string => `HISTORY#${time}#${id}`,
  /** Errors of a version on one day. */
  errors: (version: number, day: string): string => `ERRORS#${versionText(version)}#${day}`,
  /** What the truths of an upload say of a version's predictions of one day. */
  outcomes: (version: number, day: string, uploadId: string): string =>
    `OUTCOMES#${versionText(version)}#${day}#${uploadId}`,
} as const;

/** Prefixes for listing. */
export const prefixes = {
  accepted: 'ACCEPTED#',
  versions: 'VERSION#',
  runs: 'RUN#',
  decisions: 'DECISION#',
  history: 'HISTORY#',
  erasures: 'ERASURE#',
  errors: (version: number): string => `ERRORS#${versionText(version)}#`,
  outcomes: (version: number): string => `OUTCOMES#${versionText(version)}#`,
} as const;
