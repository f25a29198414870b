import { action } from '../../../kernel/index.ts';
import type { BucketRow } from '../buckets.ts';

/** ListBuckets: all of them, one page. */
export const listBuckets = action(
  'ListBuckets',
  () => [{ action: 's3:ListAllMyBuckets', resource: '*' }],
  (_input: object, { cloud }) => ({
    Buckets: cloud.db
      .all<BucketRow>('SELECT * FROM s3_buckets ORDER BY name')
      .map(({ name, created }) => ({ Name: name, CreationDate: new Date(created) })),
    Owner: { ID: cloud.accountId },
  }),
);
