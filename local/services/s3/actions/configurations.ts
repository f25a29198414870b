import { AwsError } from '../../../errors.ts';
import { HTTP_STATUS, action } from '../../../kernel/index.ts';
import { bucketNamed, configurationOf, configure, onBucket } from '../buckets.ts';
import type { BucketRow } from '../buckets.ts';
import { CONFIGURATIONS } from '../configurations/table.ts';
import type { Configuration } from '../configurations/table.ts';
import { malformedXml } from '../errors.ts';

type BucketInput = { readonly Bucket: string } & Readonly<Record<string, unknown>>;

/** Put, get and delete of every plain configuration of a bucket. */
export const configurationActions = CONFIGURATIONS.flatMap((configuration) => {
  const { name, operations, permissions, member, check } = configuration;
  const [put, get, remove] = operations;
  const written = action(put, onBucket(permissions[0]), (input: BucketInput, context) => {
    const { cloud } = context;
    const bucket = bucketNamed(input.Bucket, cloud);
    if (input[member] === undefined) throw malformedXml();
    // Each entry's check knows the type of its own member, which the wire has decoded.
    configure(input.Bucket, name, check(input[member] as never, { ...context, bucket }), cloud);
    return configuration.status === undefined ? {} : { [HTTP_STATUS]: configuration.status };
  });
  const read = action(get, onBucket(permissions[1]), (input: BucketInput, { cloud }) => {
    const value = valueOf(configuration, bucketNamed(input.Bucket, cloud));
    if (!value) throw missing(configuration, input.Bucket);
    return configuration.unwrapped ? value : { [member]: value };
  });
  if (!remove) return [written, read];
  const allowed = onBucket(permissions[2] ?? permissions[0]);
  const removed = action(remove, allowed, (input: BucketInput, { cloud }) => {
    const none = configuration.initial && !configuration.resets ? null : undefined;
    configure(input.Bucket, name, none, cloud);
    return {};
  });
  return [written, read, removed];
});

function missing(configuration: Configuration, bucket: string): AwsError {
  const [code, message] = configuration.missing!;
  return new AwsError(code, message, { status: 404, members: { BucketName: bucket } });
}

/** Null in the store means: removed, so not even what a new bucket has. */
function valueOf({ name, initial }: Configuration, bucket: BucketRow): object | undefined {
  const stored = configurationOf<object | null>(bucket, name);
  return stored === undefined ? initial : (stored ?? undefined);
}
