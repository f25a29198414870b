import { processAction } from '../../../kernel/index.ts';
import { bucketNamed } from '../buckets.ts';
import { dropBody, storeBody } from '../bodies.ts';
import type { BodySource } from '../bodies.ts';
import { checkWriteConditions, encryptWith, newest, onObject } from '../objects.ts';
import type { ObjectName, StoredHeaders } from '../objects.ts';
import { parseTagging, storedHeaders } from '../headers.ts';
import { addVersion } from '../versions.ts';

/** Input of PutObject, as far as it is offered. */
export interface PutObjectInput extends ObjectName, StoredHeaders {
  readonly Body?: BodySource;
  readonly Metadata?: Readonly<Record<string, string>>;
  readonly Tagging?: string;
  readonly SSEKMSKeyId?: string;
  readonly IfNoneMatch?: string;
  readonly IfMatch?: string;
}

/** PutObject: the body streams into a file, then one transaction makes it visible. */
export const putObject = processAction(
  'PutObject',
  onObject('PutObject'),
  async (input: PutObjectInput, context) => {
    const { cloud } = context;
    const kmsKey = encryptWith(bucketNamed(input.Bucket, cloud), input.SSEKMSKeyId, context);
    const body = await storeBody(context.http?.body ?? input.Body, cloud);
    try {
      return cloud.db.transaction(() => {
        const bucket = bucketNamed(input.Bucket, cloud);
        checkWriteConditions(input, newest(input.Bucket, input.Key, cloud));
        const version = addVersion(
          bucket,
          {
            key: input.Key,
            body,
            etag: body.md5,
            headers: storedHeaders(input),
            metadata: input.Metadata ?? {},
            tags: parseTagging(input.Tagging),
            kmsKey,
            reason: 'PutObject',
          },
          context,
        );
        return {
          ETag: `"${body.md5}"`,
          VersionId: version === 'null' ? undefined : version,
          ChecksumCRC32: input.ChecksumCRC32,
          ServerSideEncryption: kmsKey ? 'aws:kms' : 'AES256',
          SSEKMSKeyId: kmsKey ?? undefined,
        };
      });
    } catch (error) {
      dropBody(body.name, cloud);
      throw error;
    }
  },
  { streams: true },
);
