import { action } from '../../../kernel/index.ts';
import { bucketNamed, configurationOf, configure, onBucket } from '../buckets.ts';
import { invalidRequest, malformedXml, s3Error } from '../errors.ts';
import { scheduleLifecycle } from '../lifecycle/apply.ts';
import type { Lifecycle, LifecycleRule } from '../lifecycle/rules.ts';
import { checkLifecycle } from '../lifecycle/validate.ts';
import type { RuleInput } from '../lifecycle/validate.ts';

/** Input of PutBucketLifecycleConfiguration. */
export interface PutLifecycleInput {
  readonly Bucket: string;
  readonly LifecycleConfiguration?: { readonly Rules?: readonly RuleInput[] };
  readonly TransitionDefaultMinimumObjectSize?: string;
}

const SIZES = ['all_storage_classes_128K', 'varies_by_storage_class'];

/** PutBucketLifecycleConfiguration: carried out every midnight (UTC). */
export const putBucketLifecycleConfiguration = action(
  'PutBucketLifecycleConfiguration',
  onBucket('PutLifecycleConfiguration'),
  (input: PutLifecycleInput, { cloud }) => {
    bucketNamed(input.Bucket, cloud);
    const size = input.TransitionDefaultMinimumObjectSize ?? 'all_storage_classes_128K';
    if (!SIZES.includes(size))
      throw invalidRequest(`Invalid TransitionDefaultMinimumObjectSize found: ${size}`);
    const rules = input.LifecycleConfiguration?.Rules;
    if (!rules) throw malformedXml();
    checkLifecycle(rules);
    const named = rules.map((rule) => ({
      ...rule,
      ID: rule.ID || Buffer.from(cloud.world.uuid()).toString('base64'),
    }));
    const stored = { Rules: named, TransitionDefaultMinimumObjectSize: size };
    configure(input.Bucket, 'lifecycle', stored, cloud);
    scheduleLifecycle(input.Bucket, cloud);
    return { TransitionDefaultMinimumObjectSize: size };
  },
);

/** GetBucketLifecycleConfiguration. */
export const getBucketLifecycleConfiguration = action(
  'GetBucketLifecycleConfiguration',
  onBucket('GetLifecycleConfiguration'),
  ({ Bucket }: { readonly Bucket: string }, { cloud }) => {
    const lifecycle = configurationOf<Lifecycle>(bucketNamed(Bucket, cloud), 'lifecycle');
    if (!lifecycle) {
      throw s3Error(
        'NoSuchLifecycleConfiguration',
        'The lifecycle configuration does not exist',
        404,
        { BucketName: Bucket },
      );
    }
    return { ...lifecycle, Rules: lifecycle.Rules.map(withDates) };
  },
);

/** DeleteBucketLifecycle. */
export const deleteBucketLifecycle = action(
  'DeleteBucketLifecycle',
  onBucket('PutLifecycleConfiguration'),
  ({ Bucket }: { readonly Bucket: string }, { cloud }) => {
    configure(Bucket, 'lifecycle', undefined, cloud);
    cloud.timers.cancel('s3.lifecycle', Bucket);
    return {};
  },
);

function withDates(rule: LifecycleRule) {
  const dated = <Part extends { readonly Date?: string }>(part: Part) =>
    part.Date === undefined ? part : { ...part, Date: new Date(part.Date) };
  return {
    ...rule,
    Expiration: rule.Expiration && dated(rule.Expiration),
    Transitions: rule.Transitions?.map(dated),
  };
}
