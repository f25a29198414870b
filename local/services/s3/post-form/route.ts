import type { IncomingMessage } from 'node:http';
import { AwsError } from '../../../errors.ts';
import type { ActionContext, Principal, RawExchange, RawRoute } from '../../../kernel/index.ts';
import { withGrants } from '../acl/permission.ts';
import { checkKey, storeObject } from '../actions/put-object.ts';
import { discard } from '../bodies.ts';
import { bucketNamed } from '../buckets.ts';
import { answerOrigin } from '../cors.ts';
import { preconditionFailed } from '../errors.ts';
import { receiveBody } from '../receive.ts';
import { attributesFor, onWrite } from '../writing.ts';
import { element, sendError, sendXml } from '../xml.ts';
import { missingField } from './errors.ts';
import { readForm, withFileName } from './form.ts';
import type { ReadForm } from './form.ts';
import { inputFrom } from './input.ts';
import { checkPolicy, checkSize } from './policy.ts';

const NOBODY: Principal = { kind: 'anonymous', arn: 'anonymous', accountId: 'anonymous' };

/** POST of a form to a bucket: an upload straight from a browser, under a policy that was signed. */
export const postFormRoute: RawRoute = {
  prefix: '/',
  signed: false,
  streams: true,
  matches: isForm,
  handle: async (exchange) => {
    const { cloud, request, response } = exchange;
    const requestId = cloud.world.uuid();
    try {
      await upload(exchange, requestId);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      sendError(response, error, requestId);
      request.resume();
    }
  },
};

/** What calls of an API have, forms have not: a signature in a header, a target, a query. */
function isForm({ method, url = '', headers }: IncomingMessage): boolean {
  const called = headers.authorization !== undefined || headers['x-amz-target'] !== undefined;
  return method === 'POST' && /^\/[a-z0-9][a-z0-9.-]+\/?$/.test(url) && !called;
}

async function upload(exchange: RawExchange, requestId: string): Promise<void> {
  const { cloud, request, response, rest } = exchange;
  const bucketName = rest.replace(/\/$/, '');
  const type = String(request.headers['content-type'] ?? '');
  if (!type.startsWith('multipart/form-data')) {
    throw preconditionFailed('Bucket POST must be of the enclosure-type multipart/form-data');
  }
  const form = withFileName(await readForm(request as AsyncIterable<Buffer>, type));
  const principal = signer(form, exchange);
  const bucket = bucketNamed(bucketName, cloud);
  const http = { request, response, body: form.file };
  const context: ActionContext = { cloud, principal, requestId, http };
  answerOrigin(bucketName, context);
  const policy = form.fields.get('policy');
  const range = policy
    ? checkPolicy(policy, form.fields, bucketName, cloud.world.now())
    : undefined;
  if (!form.fields.has('key')) throw missingField('key');
  const input = inputFrom(form.fields, bucketName);
  checkKey(input.Key);
  for (const permission of onWrite(input, context))
    cloud.authorize(principal, withGrants(permission, undefined, context));
  const attributes = attributesFor(input, bucket, context);
  const received = await receiveBody(input, context);
  try {
    checkSize(received.body.size, range);
  } catch (error) {
    discard(received.body, cloud);
    throw error;
  }
  const { ETag } = storeObject(input, attributes, received, 'POST Object', context);
  answer(form, { bucket: bucketName, key: input.Key, etag: ETag }, exchange, requestId);
}

function signer({ fields }: ReadForm, { identifyForm }: RawExchange): Principal {
  const older = !fields.has('x-amz-algorithm') && !fields.has('x-amz-signature');
  const [signature, credential] = older
    ? ['Signature', 'AWSAccessKeyId']
    : ['X-Amz-Signature', 'X-Amz-Credential'];
  const field = (name: string) => fields.get(name.toLowerCase());
  if (field('policy') === undefined && field(signature) === undefined) return NOBODY;
  const demanded = (name: string) => {
    const value = field(name);
    if (value === undefined) throw missingField(name);
    return value;
  };
  return identifyForm({
    policy: demanded('policy'),
    signature: demanded(signature),
    credential: demanded(credential),
    sessionToken: fields.get('x-amz-security-token'),
  });
}

function answer(
  { fields }: ReadForm,
  made: { readonly bucket: string; readonly key: string; readonly etag: string },
  { cloud, response }: RawExchange,
  requestId: string,
): void {
  const location = `${cloud.endpoint}/${made.bucket}/${encodeURIComponent(made.key)}`;
  const headers = { etag: made.etag, location, 'x-amz-request-id': requestId };
  const redirect = redirectOf(fields.get('success_action_redirect') ?? fields.get('redirect'));
  if (redirect) {
    for (const [name, value] of Object.entries(made)) redirect.searchParams.append(name, value);
    response.writeHead(303, { ...headers, location: redirect.toString(), 'content-length': 0 });
    response.end();
    return;
  }
  if (fields.get('success_action_status') === '201') {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const content =
      element('Location', location) +
      element('Bucket', made.bucket) +
      element('Key', made.key) +
      element('ETag', made.etag);
    return sendXml(response, 201, `<PostResponse>${content}</PostResponse>`, requestId);
  }
  response.writeHead(fields.get('success_action_status') === '200' ? 200 : 204, headers);
  response.end();
}

/** An address that is none is passed over. */
function redirectOf(address: string | undefined): URL | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address) : undefined;
}
