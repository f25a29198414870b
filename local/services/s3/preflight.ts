import type { RawRoute } from '../../kernel/index.ts';
import { corsHeaders, corsRuleFor } from './cors.ts';
import { findBucket, configurationOf } from './buckets.ts';
import { s3Error } from './errors.ts';
import { sendError } from './xml.ts';

const DENIED =
  "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";

/** The question of a browser whether a page of another origin may go on. */
export const preflightRoute: RawRoute = {
  prefix: '/',
  signed: false,
  // The root belongs to the services that have no paths.
  matches: ({ method, url }) => method === 'OPTIONS' && !/^\/(_|\?|$)/.test(url ?? '/'),
  handle: async ({ cloud, request, response, rest }) => {
    const requestId = cloud.world.uuid();
    const refuse = (code: string, message: string, status: number, members?: object) =>
      sendError(response, s3Error(code, message, status, { ...members }), requestId);
    const [path = ''] = rest.split('?');
    const [bucket = '', ...key] = path.split('/');
    const method = String(request.headers['access-control-request-method'] ?? '');
    const { origin } = request.headers;
    if (origin === undefined)
      return refuse('BadRequest', 'Insufficient information. Origin request header needed.', 400);
    if (method === '')
      return refuse('BadRequest', 'Invalid Access-Control-Request-Method: null', 400);
    const members = { Method: method, ResourceType: key.join('/') === '' ? 'BUCKET' : 'OBJECT' };
    const row = findBucket(bucket, cloud);
    if (!row || !configurationOf(row, 'cors')) {
      const message = 'CORSResponse: CORS is not enabled for this bucket.';
      return refuse('AccessForbidden', message, 403, members);
    }
    const headers = String(request.headers['access-control-request-headers'] ?? '')
      .split(',')
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== '');
    const asked = { origin, method, headers };
    const rule = corsRuleFor(bucket, asked, cloud);
    if (!rule) return refuse('AccessForbidden', DENIED, 403, members);
    response.writeHead(200, {
      ...corsHeaders(rule, asked, true),
      'content-length': 0,
      'x-amz-request-id': requestId,
      'x-amz-id-2': requestId,
    });
    response.end();
  },
};
