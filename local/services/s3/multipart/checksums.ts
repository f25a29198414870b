import { newChecksum } from '../checksums/algorithms.ts';
import type { ChecksumAlgorithm, ChecksumType } from '../checksums/algorithms.ts';
import { invalidRequest } from '../errors.ts';

/** The type of checksum that each algorithm cannot have. */
const IMPOSSIBLE: Readonly<Record<ChecksumAlgorithm, ChecksumType | undefined>> = {
  CRC32: undefined,
  CRC32C: undefined,
  CRC64NVME: 'COMPOSITE',
  SHA1: 'FULL_OBJECT',
  SHA256: 'FULL_OBJECT',
};

/** The type of checksum of an upload in parts. Throws InvalidRequest where there is no such thing. */
export function checksumTypeOf(
  algorithm: ChecksumAlgorithm | undefined,
  type: ChecksumType | undefined,
): ChecksumType | undefined {
  if (algorithm === undefined) {
    if (type === undefined) return undefined;
    throw invalidRequest(
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    );
  }
  const chosen = type ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
  if (IMPOSSIBLE[algorithm] === chosen) {
    throw invalidRequest(
      `The ${chosen} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return chosen;
}

/** The checksum of the parts' checksums, with their count. */
export function compositeOf(algorithm: ChecksumAlgorithm, parts: readonly string[]): string {
  const running = newChecksum(algorithm);
  for (const part of parts) running.update(Buffer.from(part, 'base64'));
  return `${running.digest().toString('base64')}-${parts.length}`;
}
