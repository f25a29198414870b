import { HTTP_STATUS, action, keyBefore, pageAfter } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { bucketNamed, configurationOf, configure, onBucket } from '../buckets.ts';
import { DOCUMENTS } from '../configurations/documents.ts';
import type { Document, DocumentKind } from '../configurations/documents.ts';
import { invalidArgument, malformedXml, s3Error } from '../errors.ts';

/** Documents of one kind that a bucket may have, and those of a page. Source: API reference. */
const MOST = 1000;
const PAGE = 100;

type Documents = Readonly<Record<string, Document>>;
type Input = { readonly Bucket: string; readonly Id: string } & Readonly<Record<string, unknown>>;

/** Put, get, delete and list of every configuration of which a bucket has several. */
export const documentActions = DOCUMENTS.flatMap((kind) => [
  action(`PutBucket${kind.word}Configuration`, onBucket(permission('Put', kind)), put(kind)),
  action(`GetBucket${kind.word}Configuration`, onBucket(permission('Get', kind)), get(kind)),
  action(`DeleteBucket${kind.word}Configuration`, onBucket(permission('Put', kind)), remove(kind)),
  action(`ListBucket${kind.word}Configurations`, onBucket(permission('Get', kind)), list(kind)),
]);

function permission(verb: 'Put' | 'Get', { word }: DocumentKind): string {
  return `${verb}${word}Configuration`;
}

function put({ name, word, status, check }: DocumentKind) {
  return (input: Input, { cloud }: { readonly cloud: Cloud }) => {
    const all = documentsOf(input.Bucket, name, cloud);
    const document = input[`${word}Configuration`] as Document | undefined;
    if (!document) throw malformedXml();
    if (document.Id !== input.Id) {
      throw s3Error('IdMismatch', 'Document ID does not match the specified configuration ID.');
    }
    // Each kind's check knows the type of its own document, which the wire has decoded.
    check(document as never);
    if (!(input.Id in all) && Object.keys(all).length >= MOST) {
      throw s3Error(
        'TooManyConfigurations',
        'You are attempting to create a new configuration but have already reached the 1,000-configuration limit.',
      );
    }
    configure(input.Bucket, name, { ...all, [input.Id]: document }, cloud);
    return status === undefined ? {} : { [HTTP_STATUS]: status };
  };
}

function get({ name, word }: DocumentKind) {
  return ({ Bucket, Id }: Input, { cloud }: { readonly cloud: Cloud }) => {
    const document = documentsOf(Bucket, name, cloud)[Id];
    if (!document) throw noSuchConfiguration();
    return { [`${word}Configuration`]: document };
  };
}

function remove({ name }: DocumentKind) {
  return ({ Bucket, Id }: Input, { cloud }: { readonly cloud: Cloud }) => {
    const { [Id]: document, ...others } = documentsOf(Bucket, name, cloud);
    if (!document) throw noSuchConfiguration();
    configure(Bucket, name, others, cloud);
    return {};
  };
}

function list({ name, word }: DocumentKind) {
  return (
    input: { readonly Bucket: string; readonly ContinuationToken?: string },
    { cloud }: { readonly cloud: Cloud },
  ) => {
    const all = documentsOf(input.Bucket, name, cloud);
    const ids = Object.keys(all).sort();
    const after = keyBefore(input.ContinuationToken, wrongToken);
    const { page, next } = pageAfter(
      ids.filter((id) => id > after),
      PAGE,
      (id) => id,
    );
    return {
      IsTruncated: next !== undefined,
      ContinuationToken: input.ContinuationToken,
      NextContinuationToken: next,
      [`${word}ConfigurationList`]: page.length > 0 ? page.map((id) => all[id]) : undefined,
    };
  };
}

function documentsOf(bucket: string, name: string, cloud: Cloud): Documents {
  return configurationOf<Documents>(bucketNamed(bucket, cloud), name) ?? {};
}

function wrongToken() {
  return invalidArgument('The continuation token provided is incorrect', 'continuation-token');
}

function noSuchConfiguration() {
  return s3Error('NoSuchConfiguration', 'The specified configuration does not exist.', 404);
}
