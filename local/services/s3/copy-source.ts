import type { ActionContext, Permission } from '../../kernel/index.ts';
import { bucketNamed } from './buckets.ts';
import { checkCopySource } from './conditions.ts';
import type { CopySourceConditions } from './conditions.ts';
import { decrypt } from './encryption.ts';
import { invalidArgument, invalidRequest } from './errors.ts';
import { attributesOf, versionOf } from './object-row.ts';
import type { ObjectRow } from './object-row.ts';
import { objectNamed, objectPermission } from './objects.ts';
import type { ObjectName } from './objects.ts';
import { demandReadable } from './reading.ts';

/** What copies say of their source. */
export interface CopySourceInput extends CopySourceConditions {
  readonly CopySource: string;
  readonly CopySourceSSECustomerAlgorithm?: string;
  readonly CopySourceSSECustomerKey?: string;
  readonly CopySourceSSECustomerKeyMD5?: string;
}

/** Reads `bucket/key` or `/bucket/key?versionId=…`, URL-encoded. Throws InvalidArgument. */
export function parseCopySource(source: string): ObjectName {
  const wrong = (message: string) =>
    invalidArgument(message, 'x-amz-copy-source', 'x-amz-copy-source');
  const [path = '', query = ''] = source.split(/\?(?=versionId=)/);
  const decoded = decode(path.replace(/\+/g, ' ')).replace(/^\//, '');
  const slash = decoded.indexOf('/');
  if (slash < 0) throw wrong('Invalid copy source object key');
  const [Bucket, Key] = [decoded.slice(0, slash), decoded.slice(slash + 1)];
  if (Bucket === '') throw wrong('Invalid copy source bucket name');
  if (Key === '') throw wrong('Invalid copy source object key');
  return { Bucket, Key, VersionId: new URLSearchParams(query).get('versionId') ?? undefined };
}

/** The permission to read the source. */
export function onCopySource(source: ObjectName, { cloud }: ActionContext): Permission {
  const action = source.VersionId === undefined ? 'GetObject' : 'GetObjectVersion';
  return objectPermission(action, source.Bucket, source.Key, cloud);
}

/** The object a copy is made of, once its key and its conditions are checked. */
export function copySourceOf(input: CopySourceInput, context: ActionContext): ObjectRow {
  const { cloud } = context;
  const name = parseCopySource(input.CopySource);
  bucketNamed(name.Bucket, cloud);
  if (name.VersionId && versionOf(name.Bucket, name.Key, name.VersionId, cloud)?.marker) {
    throw invalidRequest(
      'The source of a copy request may not specifically refer to a delete marker by version id.',
    );
  }
  const row = objectNamed(name, { ...context, http: undefined });
  const attributes = attributesOf(row);
  checkCopySource(input, row, cloud.world.now());
  demandReadable(attributes);
  decrypt(
    attributes.encryption,
    {
      SSECustomerAlgorithm: input.CopySourceSSECustomerAlgorithm,
      SSECustomerKey: input.CopySourceSSECustomerKey,
      SSECustomerKeyMD5: input.CopySourceSSECustomerKeyMD5,
    },
    name,
    context,
  );
  return row;
}

/** The version of a source, where its bucket has versions. */
export function copiedVersion(row: ObjectRow, { cloud }: ActionContext): string | undefined {
  return bucketNamed(row.bucket, cloud).versioning === '' ? undefined : row.version;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
