import { createHash } from 'node:crypto';
import * as zlib from 'node:zlib';
import { crcOver, crcTable } from './crc-table.ts';
import { Crc64Nvme } from './crc64-nvme.ts';

/** The checksums that S3 keeps of objects. */
export const CHECKSUM_ALGORITHMS = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;

/** One of them. */
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

/** How a checksum covers an object that came in parts. */
export type ChecksumType = 'COMPOSITE' | 'FULL_OBJECT';

/** A checksum that grows with every chunk. */
export interface RunningChecksum {
  update(bytes: Uint8Array): void;
  digest(): Buffer;
}

/** Bytes of each checksum. */
export const CHECKSUM_BYTES: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
};

const TABLES = { CRC32: crcTable(0xedb88320), CRC32C: crcTable(0x82f63b78) } as const;

/** Begins a checksum. */
export function newChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  if (algorithm === 'CRC64NVME') return new Crc64Nvme();
  // Newer versions of Node.js have this one built in, and it is many times faster.
  if (algorithm === 'CRC32' && 'crc32' in zlib)
    return new Crc32((bytes, crc) => zlib.crc32(bytes, crc));
  if (algorithm === 'CRC32' || algorithm === 'CRC32C') {
    const table = TABLES[algorithm];
    return new Crc32((bytes, crc) => crcOver(table, bytes, crc));
  }
  return createHash(algorithm.toLowerCase());
}

/** True for the name of an algorithm that S3 knows. */
export function isChecksumAlgorithm(name: string | undefined): name is ChecksumAlgorithm {
  return CHECKSUM_ALGORITHMS.some((known) => known === name);
}

class Crc32 implements RunningChecksum {
  private crc = 0;

  constructor(private readonly over: (bytes: Uint8Array, before: number) => number) {}

  public update(bytes: Uint8Array): void {
    this.crc = this.over(bytes, this.crc);
  }

  public digest(): Buffer {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.crc, 0);
    return bytes;
  }
}
