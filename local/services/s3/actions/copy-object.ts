import { AwsError } from '../../../errors.ts';
import { processAction } from '../../../kernel/index.ts';
import { bucketNamed } from '../buckets.ts';
import { readBody, storeBody } from '../bodies.ts';
import { encryptWith, objectNamed, objectPermission, decryptWith } from '../objects.ts';
import type { ObjectName, StoredHeaders } from '../objects.ts';
import { parseTagging, storedHeaders } from '../headers.ts';
import { addVersion } from '../versions.ts';

/** Input of CopyObject, as far as it is offered. */
export interface CopyObjectInput extends ObjectName, StoredHeaders {
  readonly CopySource: string;
  readonly MetadataDirective?: 'COPY' | 'REPLACE';
  readonly Metadata?: Readonly<Record<string, string>>;
  readonly Tagging?: string;
  readonly SSEKMSKeyId?: string;
}

/** CopyObject. */
export const copyObject = processAction(
  'CopyObject',
  (input: CopyObjectInput, { cloud }) => {
    const source = parseSource(input.CopySource);
    return [
      objectPermission(
        source.VersionId ? 'GetObjectVersion' : 'GetObject',
        source.Bucket,
        source.Key,
        cloud,
      ),
      objectPermission('PutObject', input.Bucket, input.Key, cloud),
    ];
  },
  async (input, context) => {
    const { cloud } = context;
    const from = objectNamed(parseSource(input.CopySource), context);
    decryptWith(from, context);
    const kmsKey = encryptWith(bucketNamed(input.Bucket, cloud), input.SSEKMSKeyId, context);
    const body = await storeBody(readBody(from.body!, from.size, cloud), cloud);
    const replace = input.MetadataDirective === 'REPLACE';
    return cloud.db.transaction(() => {
      const version = addVersion(
        bucketNamed(input.Bucket, cloud),
        {
          key: input.Key,
          body,
          etag: body.md5,
          kmsKey,
          reason: 'CopyObject',
          headers: replace ? storedHeaders(input) : (JSON.parse(from.headers) as StoredHeaders),
          metadata: replace
            ? (input.Metadata ?? {})
            : (JSON.parse(from.metadata) as Record<string, string>),
          tags:
            input.Tagging === undefined
              ? (JSON.parse(from.tags) as Record<string, string>)
              : parseTagging(input.Tagging),
        },
        context,
      );
      return {
        CopyObjectResult: { ETag: `"${body.md5}"`, LastModified: new Date(cloud.world.now()) },
        VersionId: version === 'null' ? undefined : version,
      };
    });
  },
);

function parseSource(source: string): ObjectName {
  const [path = '', query = ''] = source.replace(/^\//, '').split('?');
  const slash = path.indexOf('/');
  if (slash < 0)
    throw new AwsError(
      'InvalidArgument',
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      { status: 400 },
    );
  return {
    Bucket: path.slice(0, slash),
    Key: decodeURIComponent(path.slice(slash + 1)),
    VersionId: new URLSearchParams(query).get('versionId') ?? undefined,
  };
}
