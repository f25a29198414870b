/** Events that a bucket can be asked to tell. Source: S3 user guide, event notification types. */
export const EVENT_NAMES: readonly string[] = [
  's3:TestEvent',
  's3:ReducedRedundancyLostObject',
  ...named('s3:ObjectCreated', 'Put', 'Post', 'Copy', 'CompleteMultipartUpload'),
  ...named('s3:ObjectRemoved', 'Delete', 'DeleteMarkerCreated'),
  ...named('s3:ObjectRestore', 'Post', 'Completed', 'Delete'),
  ...named('s3:ObjectTagging', 'Put', 'Delete'),
  ...named('s3:LifecycleExpiration', 'Delete', 'DeleteMarkerCreated'),
  's3:ObjectAcl:Put',
  's3:LifecycleTransition',
  's3:IntelligentTiering',
];

function named(family: string, ...names: readonly string[]): readonly string[] {
  return [`${family}:*`, ...names.map((name) => `${family}:${name}`)];
}
