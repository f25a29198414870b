import type { AwsError } from '../../../errors.ts';
import type { Cloud } from '../../../kernel/index.ts';
import type { ChecksumAlgorithm } from '../checksums/algorithms.ts';
import { checksumMember } from '../checksums/declared.ts';
import type { ChecksumMembers } from '../checksums/declared.ts';
import { unquoted } from '../conditions.ts';
import { invalidRequest, malformedXml, s3Error } from '../errors.ts';
import { partOf } from '../uploads.ts';
import type { PartRow, UploadPlan, UploadRow } from '../uploads.ts';

/** A part as a completion names it. */
export interface ChosenPart extends ChecksumMembers {
  readonly PartNumber?: number;
  readonly ETag?: string;
}

/** Bytes that every part but the last must have at least. */
const SMALLEST_PART = 5 * 1024 * 1024;

/** The parts that a completion names. Throws AWS's errors for what does not fit together. */
export function chosenParts(
  chosen: readonly ChosenPart[] | undefined,
  upload: UploadRow,
  plan: UploadPlan,
  cloud: Cloud,
): readonly PartRow[] {
  if (chosen === undefined || chosen.length === 0)
    throw invalidRequest('You must specify at least one part');
  checkOrder(chosen, upload);
  const parts = chosen.map((part) => found(part, upload, plan, cloud));
  const small = parts.slice(0, -1).find(({ size }) => size < SMALLEST_PART);
  if (small) throw tooSmall(small);
  return parts;
}

function checkOrder(chosen: readonly ChosenPart[], upload: UploadRow): void {
  const numbers = chosen.map(({ PartNumber }) => PartNumber);
  if (numbers.every((number, i) => i === 0 || (number ?? 0) > (numbers[i - 1] ?? 0))) return;
  throw s3Error(
    'InvalidPartOrder',
    'The list of parts was not in ascending order. Parts must be ordered by part number.',
    400,
    { UploadId: upload.id },
  );
}

function found(chosen: ChosenPart, upload: UploadRow, plan: UploadPlan, cloud: Cloud): PartRow {
  const { PartNumber, ETag } = chosen;
  if (PartNumber === undefined || ETag === undefined) throw malformedXml();
  const algorithm = plan.checksumAlgorithm;
  const checksum = algorithm && chosen[checksumMember(algorithm)];
  if (algorithm && plan.checksumType === 'COMPOSITE' && checksum === undefined)
    throw checksumMissing(algorithm, PartNumber);
  const part = partOf(upload.id, PartNumber, cloud);
  const fits =
    part?.md5 === unquoted(ETag) && (checksum === undefined || checksum === part.checksum);
  if (part && fits) return part;
  throw s3Error(
    'InvalidPart',
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    400,
    { ETag: unquoted(ETag), PartNumber, UploadId: upload.id },
  );
}

function checksumMissing(algorithm: ChecksumAlgorithm, number: number): AwsError {
  return invalidRequest(
    `The upload was created using a ${algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
  );
}

function tooSmall({ md5, number, size }: PartRow): AwsError {
  return s3Error(
    'EntityTooSmall',
    'Your proposed upload is smaller than the minimum allowed size',
    400,
    { ETag: md5, MinSizeAllowed: SMALLEST_PART, PartNumber: number, ProposedSize: size },
  );
}
