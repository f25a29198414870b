import type { RangeSource } from './parquet/parquet-file.ts';
import type { PlatformEvent } from './events/platform-events.ts';

/** Tells the time. The only one that does. */
export interface Clock {
  now(): Date;
}

/** Objects of one bucket. */
export interface ObjectStore {
  /** The whole object, unpacked when it is gzip; null when there is none. */
  find(key: string): Promise<Uint8Array | null>;
  /** The object in pieces, unpacked when it is gzip; null when there is none. */
  open(key: string, versionId?: string): Promise<ObjectStream | null>;
  /** Some bytes of an object as it is stored, from one place up to another, in pieces. */
  range(key: string, range: ObjectRange): AsyncIterable<Uint8Array>;
  write(key: string, body: string | Uint8Array): Promise<void>;
  /** Copies an object of up to 5 GB inside of the bucket. */
  copy(from: string, to: string): Promise<void>;
  /** Begins an object that is written piece by piece; nobody sees it before its end. */
  create(key: string): ObjectWriter;
  /** Removes an object; what is not there is no error. */
  remove(key: string): Promise<void>;
  /** Keys below a prefix in ascending order. @param after only keys greater than this one */
  list(prefix: string, after?: string): Promise<readonly string[]>;
}

/** Which bytes of an object. */
export interface ObjectRange {
  /** @default - the newest version */
  readonly versionId?: string | undefined;
  readonly from: number;
  /** The byte behind the last one. */
  readonly to: number;
}

/** An object that is being read. */
export interface ObjectStream {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Bytes as stored. */
  readonly size: number;
  /** The same object as it is stored, to be read in any order. */
  readonly ranges: RangeSource;
  /** Leaves the rest of it unread. */
  close(): void;
}

/** An object that is being written. */
export interface ObjectWriter {
  /** Takes the next bytes, which are the writer's from then on. */
  write(bytes: Uint8Array): Promise<void>;
  /** Makes it an object. */
  end(): Promise<void>;
  /** Leaves nothing behind. */
  abort(): Promise<void>;
}

/** A record of the registry as it is stored, without its keys. */
export type StoredRecord = Readonly<Record<string, unknown>>;

/** What has to hold for a write: nothing there yet, anything, or these members with these values. */
export type WriteCondition = 'absent' | 'always' | Readonly<Record<string, string | number>>;

/** One write of a transaction. */
export type RegistryWrite =
  | { readonly put: StoredRecord; readonly sk: string; readonly when: WriteCondition }
  | { readonly remove: true; readonly sk: string; readonly when: WriteCondition }
  /** Adds to numbers, where members that are not there count as 0, and sets others. */
  | {
    readonly add: Readonly<Record<string, number>>;
    readonly set?: Readonly<Record<string, string>>;
    readonly sk: string;
  };

/** The records of models. Reads are consistent; writes are transactions. */
export interface Registry {
  /** The records under these sort keys; null where there is none. */
  read(model: string, sortKeys: readonly string[]): Promise<readonly (StoredRecord | null)[]>;
  /** All records whose sort key begins with a prefix, in the order of their sort keys. */
  list(model: string, prefix: string, options?: ListOptions): Promise<readonly StoredRecord[]>;
  /**
   * Writes all or nothing.
   *
   * @throws DomainError `ConditionFailed` naming the sort keys whose condition does not hold
   */
  write(model: string, writes: readonly RegistryWrite[]): Promise<void>;
}

/** Which records to list. */
export interface ListOptions {
  readonly newestFirst?: boolean;
  readonly limit?: number;
  /** Only sort keys at or after this one. @default - from the first on */
  readonly from?: string;
}

/** The platform's bus. */
export interface EventBus {
  put(events: readonly PlatformEvent[]): Promise<void>;
}
