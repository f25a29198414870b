import type { PutObjectInput } from '../actions/put-object.ts';
import { malformedXml } from '../errors.ts';
import type { TagSet } from '../tags.ts';

/** Fields and the members of PutObject that they mean. */
const MEMBERS: Readonly<Record<string, keyof PutObjectInput>> = {
  acl: 'ACL',
  'cache-control': 'CacheControl',
  'content-disposition': 'ContentDisposition',
  'content-encoding': 'ContentEncoding',
  'content-type': 'ContentType',
  expires: 'Expires',
  'x-amz-storage-class': 'StorageClass',
  'x-amz-website-redirect-location': 'WebsiteRedirectLocation',
  'x-amz-server-side-encryption': 'ServerSideEncryption',
  'x-amz-server-side-encryption-aws-kms-key-id': 'SSEKMSKeyId',
  'x-amz-server-side-encryption-customer-algorithm': 'SSECustomerAlgorithm',
  'x-amz-server-side-encryption-customer-key': 'SSECustomerKey',
  'x-amz-server-side-encryption-customer-key-md5': 'SSECustomerKeyMD5',
  'x-amz-checksum-crc32': 'ChecksumCRC32',
  'x-amz-checksum-crc32c': 'ChecksumCRC32C',
  'x-amz-checksum-crc64nvme': 'ChecksumCRC64NVME',
  'x-amz-checksum-sha1': 'ChecksumSHA1',
  'x-amz-checksum-sha256': 'ChecksumSHA256',
};

/** The input of PutObject that a form means. */
export function inputFrom(fields: ReadonlyMap<string, string>, bucket: string): PutObjectInput {
  const members: Record<string, string> = {};
  const metadata: Record<string, string> = {};
  for (const [name, value] of fields) {
    const member = MEMBERS[name];
    if (member) members[member] = value;
    else if (name.startsWith('x-amz-meta-')) metadata[name.slice('x-amz-meta-'.length)] = value;
  }
  const tagging = fields.get('tagging');
  return {
    ...members,
    Bucket: bucket,
    Key: fields.get('key') ?? '',
    Metadata: metadata,
    Tagging: tagging === undefined ? undefined : new URLSearchParams(pairs(tagging)).toString(),
  };
}

/** Tags come as the document of PutObjectTagging. */
function pairs(document: string): [string, string][] {
  const text = document
    .replace(/<\?xml[^>]*\?>/, '')
    .replace(/>\s+</g, '><')
    .trim();
  const tag = '<Tag><Key>([^<]*)</Key><Value>([^<]*)</Value></Tag>';
  const whole = new RegExp(`^<Tagging[^>]*><TagSet>(${tag})*</TagSet></Tagging>$`);
  if (!whole.test(text)) throw malformedXml();
  const tags: TagSet = [...text.matchAll(new RegExp(tag, 'g'))].map(([, Key, Value]) => ({
    Key,
    Value,
  }));
  return tags.map(({ Key = '', Value = '' }) => [Key, Value]);
}
