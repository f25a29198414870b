import { gunzipSync, gzipSync } from 'node:zlib';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { ListObjectVersionsCommandOutput } from '@aws-sdk/client-s3';
import type { Connection } from '../aws/connection.ts';
import { OpenVersion, packedOf } from './open-version.ts';
import { sendPieces } from './send-pieces.ts';

/** An object with all that a versioned bucket still has of it. */
export interface StoredObject {
  readonly key: string;
  /** Ids of its versions, the newest first. */
  readonly versions: readonly string[];
  /** Whether the newest version is what a reader gets: not where a delete marker hides it. */
  readonly isCurrent: boolean;
  /** Ids of its delete markers. */
  readonly markers: readonly string[];
}

/** A version's bytes, unpacked. */
export interface VersionBytes {
  readonly bytes: Uint8Array;
  readonly isGzip: boolean;
}

/** Reads and changes every version of the objects of a bucket. A plain delete hides, and deletes nothing. */
export class ObjectVersions {
  private readonly client: S3Client;

  constructor(
    public readonly bucket: string,
    { settings, endpoint }: Connection,
  ) {
    this.client = new S3Client({ ...settings, forcePathStyle: endpoint !== undefined });
  }

  /** All objects below a prefix, page by page. */
  public async *list(Prefix: string): AsyncIterable<StoredObject> {
    let open: StoredObject | undefined;
    let markers: { KeyMarker?: string; VersionIdMarker?: string } = {};
    for (let more = true; more;) {
      const page = await this.client.send(
        new ListObjectVersionsCommand({ Bucket: this.bucket, Prefix, ...markers }),
      );
      for (const object of objectsOf(page)) {
        if (open !== undefined && open.key !== object.key) yield open;
        open = open?.key === object.key ? joined(open, object) : object;
      }
      markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
      more = page.IsTruncated === true;
    }
    if (open !== undefined) yield open;
  }

  /** The bytes of a version, or of the newest; null where it is gone. */
  public async read(Key: string, VersionId?: string): Promise<VersionBytes | null> {
    try {
      const command = new GetObjectCommand({ Bucket: this.bucket, Key, VersionId });
      const stored = await (await this.client.send(command)).Body!.transformToByteArray();
      const isGzip = stored[0] === 0x1f && stored[1] === 0x8b;
      return { bytes: isGzip ? gunzipSync(stored) : stored, isGzip };
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  }

  /** A version that is read piece by piece; null where it is gone. */
  public async open(Key: string, VersionId: string): Promise<OpenVersion | null> {
    const object = { Bucket: this.bucket, Key, VersionId };
    try {
      const { ContentLength: size = 0 } = await this.client.send(new HeadObjectCommand(object));
      return await OpenVersion.of({ client: this.client, object, size });
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  }

  /** Writes a new version, packed as the old one was. */
  public async write(Key: string, bytes: Uint8Array, isGzip = false): Promise<void> {
    const Body = isGzip ? gzipSync(bytes) : bytes;
    await this.client.send(new PutObjectCommand({ Bucket: this.bucket, Key, Body }));
  }

  /** Writes a new version of what comes piece by piece, packed as the old one was. */
  public async writeAll(
    Key: string,
    body: AsyncIterable<Uint8Array>,
    isGzip = false,
  ): Promise<void> {
    const packed = isGzip ? packedOf(body) : body;
    await sendPieces(this.client, { Bucket: this.bucket, Key }, packed);
  }

  /** Deletes a version for good. */
  public async remove(Key: string, VersionId: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key, VersionId }));
  }
}

/** S3 has names for an object that is not there, and HeadObject another one. */
function isGone(error: unknown): boolean {
  return error instanceof Error && ['NoSuchKey', 'NoSuchVersion', 'NotFound'].includes(error.name);
}

interface Entry {
  readonly key: string;
  readonly id: string;
  readonly isLatest: boolean;
  readonly isMarker: boolean;
}

/** The objects of a page in the order of their keys. */
function objectsOf({
  Versions = [],
  DeleteMarkers = [],
}: ListObjectVersionsCommandOutput): StoredObject[] {
  const entries: Entry[] = [
    ...Versions.map((one) => ({ ...entryOf(one), isMarker: false })),
    ...DeleteMarkers.map((one) => ({ ...entryOf(one), isMarker: true })),
  ];
  const byKey = new Map<string, Entry[]>();
  for (const entry of entries) byKey.set(entry.key, [...(byKey.get(entry.key) ?? []), entry]);
  return [...byKey]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, all]) => ({
      key,
      versions: all.filter(({ isMarker }) => !isMarker).map(({ id }) => id),
      isCurrent: all.some(({ isLatest, isMarker }) => isLatest && !isMarker),
      markers: all.filter(({ isMarker }) => isMarker).map(({ id }) => id),
    }));
}

function entryOf(one: {
  readonly Key?: string;
  readonly VersionId?: string;
  readonly IsLatest?: boolean;
}): Omit<Entry, 'isMarker'> {
  return {
    key: one.Key ?? '',
    id: one.VersionId ?? 'null',
    isLatest: one.IsLatest === true,
  };
}

function joined(a: StoredObject, b: StoredObject): StoredObject {
  return {
    key: a.key,
    versions: [...a.versions, ...b.versions],
    isCurrent: a.isCurrent || b.isCurrent,
    markers: [...a.markers, ...b.markers],
  };
}
