import type { ResourceHandler } from '../handler.ts';
import { policyText, text } from './values.ts';

/** AWS::S3::BucketPolicy. */
export const s3BucketPolicy: ResourceHandler = {
  type: 'AWS::S3::BucketPolicy',
  properties: ['Bucket', 'PolicyDocument'],
  async create(properties, { call }) {
    const bucket = text(properties, 'Bucket');
    await call('s3', 'PutBucketPolicy', {
      Bucket: bucket,
      Policy: policyText(properties.PolicyDocument),
    });
    return { ref: bucket, attributes: {} };
  },
  async update(made, properties, _before, context) {
    await context.call('s3', 'PutBucketPolicy', {
      Bucket: text(properties, 'Bucket'),
      Policy: policyText(properties.PolicyDocument),
    });
    return made;
  },
  async remove(made, _properties, { call, cloud }) {
    const there = cloud.db.get('SELECT name FROM s3_buckets WHERE name = ?', made.ref);
    if (there) await call('s3', 'DeleteBucketPolicy', { Bucket: made.ref });
  },
};
