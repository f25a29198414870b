import { NotEmulated } from '../../../errors.ts';
import { findBucket } from '../buckets.ts';
import { invalidRequest, malformedXml } from '../errors.ts';
import type { CheckContext } from './table.ts';

/** The members that are looked at of a replication configuration. */
export interface ReplicationConfiguration {
  readonly Role?: string;
  readonly Rules?: readonly {
    readonly Status?: string;
    readonly Destination?: { readonly Bucket?: string };
  }[];
}

/** Checks what AWS demands of both buckets. Rules that are enabled are refused: nothing replicates here. */
export function checkReplication(
  value: ReplicationConfiguration,
  { bucket, cloud }: CheckContext,
): ReplicationConfiguration {
  const { Role, Rules = [] } = value;
  if (!Role || Rules.length === 0) throw malformedXml();
  if (bucket.versioning !== 'Enabled') {
    throw invalidRequest(
      "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
    );
  }
  for (const { Status, Destination } of Rules) {
    if (Status !== 'Enabled' && Status !== 'Disabled') throw malformedXml();
    const target = findBucket(
      /^arn:aws:s3:::(.+)$/.exec(Destination?.Bucket ?? '')?.[1] ?? '',
      cloud,
    );
    if (target?.versioning !== 'Enabled')
      throw invalidRequest('Destination bucket must have versioning enabled.');
  }
  if (Rules.some(({ Status }) => Status === 'Enabled'))
    throw new NotEmulated('replication of buckets', 'disable the rules, or copy in a function');
  return value;
}
