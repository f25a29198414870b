/** What leads from a person's rows to what was made of them. */
export interface Traces {
  /** Lines of uploads, by upload id: quarantine and receipts name rows by them. */
  readonly lines: Map<string, Set<number>>;
  /** `<inference id>:<row>` of predictions: ground truth names rows by them. */
  readonly inferenceIds: Set<string>;
  /** Accepted rows, by the names of their columns; each once. */
  readonly rows: Map<string, Readonly<Record<string, string>>>;
  /** Keys of accepted objects that have rows of theirs: manifests of datasets name them. */
  readonly objects: Set<string>;
}

/** No traces yet. */
export function noTraces(): Traces {
  return { lines: new Map(), inferenceIds: new Set(), rows: new Map(), objects: new Set() };
}

/** Notes a line of an upload. */
export function noteLine({ lines }: Traces, uploadId: string, line: number): void {
  lines.set(uploadId, (lines.get(uploadId) ?? new Set()).add(line));
}

/** What becomes of one version of an object. */
export interface Edit {
  /** What is left; null where nothing is. */
  readonly body: Uint8Array | null;
  /** Rows that are gone. */
  readonly rows: number;
}
