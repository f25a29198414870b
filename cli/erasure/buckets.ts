import type { PlatformAddress } from '../aws/platform.ts';
import type { Connection } from '../aws/connection.ts';
import { ObjectVersions } from './object-versions.ts';

/** Buckets of a platform. */
export type LakeBucket = 'landing' | 'lake' | 'artifacts';

/** The buckets of a platform with all versions of their objects. */
export type Buckets = Readonly<Record<LakeBucket, ObjectVersions>>;

/** Opens the buckets. */
export function bucketsOf(platform: PlatformAddress, connection: Connection): Buckets {
  return {
    landing: new ObjectVersions(platform.landingBucket, connection),
    lake: new ObjectVersions(platform.lakeBucket, connection),
    artifacts: new ObjectVersions(platform.artifactBucket, connection),
  };
}
