import type { ActionContext, Cloud } from '../../kernel/index.ts';
import { configurationOf, findBucket } from './buckets.ts';
import { invalidRequest, malformedXml } from './errors.ts';

/** One rule: which pages of other origins may do what. */
export interface CorsRule {
  readonly ID?: string;
  readonly AllowedOrigins?: readonly string[];
  readonly AllowedMethods?: readonly string[];
  readonly AllowedHeaders?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  readonly MaxAgeSeconds?: number;
}

/** What a browser asks for. */
export interface CorsRequest {
  readonly origin: string;
  readonly method: string;
  /** Lower case. */
  readonly headers: readonly string[];
}

/** Characters of a rule's ID. Source: S3's API reference, CORSRule. */
const LONGEST_ID = 255;

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];

/** Checks a configuration. Throws AWS's errors. */
export function checkCors({ CORSRules }: { readonly CORSRules?: readonly CorsRule[] }) {
  if (!CORSRules || CORSRules.length === 0 || CORSRules.length > 100) throw malformedXml();
  for (const rule of CORSRules) {
    const { AllowedMethods = [], AllowedOrigins = [], AllowedHeaders = [] } = rule;
    if (AllowedMethods.length === 0 || AllowedOrigins.length === 0) throw malformedXml();
    if ((rule.ID?.length ?? 0) > LONGEST_ID)
      throw invalidRequest(`The ID of a CORS rule cannot be longer than ${LONGEST_ID} characters.`);
    const unknown = AllowedMethods.find((method) => !METHODS.includes(method));
    if (unknown !== undefined) {
      throw invalidRequest(
        `Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`,
      );
    }
    checkWildcards('AllowedOrigin', AllowedOrigins);
    checkWildcards('AllowedHeader', AllowedHeaders);
    checkExposed(rule.ExposeHeaders ?? []);
  }
  return { CORSRules };
}

/** The first rule of a bucket that allows the request. */
export function corsRuleFor(
  bucket: string,
  request: CorsRequest,
  cloud: Cloud,
): CorsRule | undefined {
  const row = findBucket(bucket, cloud);
  const rules = row
    ? (configurationOf<{ readonly CORSRules: readonly CorsRule[] }>(row, 'cors')?.CORSRules ?? [])
    : [];
  return rules.find(
    (rule) =>
      rule.AllowedMethods?.includes(request.method) &&
      rule.AllowedOrigins?.some((pattern) => matches(pattern, request.origin)) &&
      request.headers.every((header) =>
        rule.AllowedHeaders?.some((pattern) => matches(pattern.toLowerCase(), header)),
      ),
  );
}

/** The headers by which a rule lets a browser go on. */
export function corsHeaders(
  rule: CorsRule,
  request: CorsRequest,
  preflight: boolean,
): Readonly<Record<string, string>> {
  const everybody = rule.AllowedOrigins?.includes('*') === true;
  return {
    'access-control-allow-origin': everybody ? '*' : request.origin,
    'access-control-allow-methods': (rule.AllowedMethods ?? []).join(', '),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    ...(everybody ? {} : { 'access-control-allow-credentials': 'true' }),
    ...(rule.ExposeHeaders?.length
      ? { 'access-control-expose-headers': rule.ExposeHeaders.join(', ') }
      : {}),
    ...(rule.MaxAgeSeconds === undefined
      ? {}
      : { 'access-control-max-age': String(rule.MaxAgeSeconds) }),
    ...(preflight && request.headers.length > 0
      ? { 'access-control-allow-headers': request.headers.join(', ') }
      : {}),
  };
}

/** Adds the headers of a call that came from a page of another origin, also to what refuses it. */
export function answerOrigin(
  bucket: string,
  { cloud, http }: Pick<ActionContext, 'cloud' | 'http'>,
): void {
  const origin = http?.request.headers.origin;
  if (!http || origin === undefined) return;
  const request = { origin, method: http.request.method ?? 'GET', headers: [] };
  const rule = corsRuleFor(bucket, request, cloud);
  if (!rule) return;
  for (const [name, value] of Object.entries(corsHeaders(rule, request, false)))
    http.response.setHeader(name, value);
}

function checkWildcards(name: string, patterns: readonly string[]): void {
  const wrong = patterns.find((pattern) => pattern.split('*').length > 2);
  if (wrong !== undefined)
    throw invalidRequest(`${name} "${wrong}" can not have more than one wildcard.`);
}

/** Headers are exposed by name only. Source: noobaa/noobaa-core pull request 8954. */
function checkExposed(headers: readonly string[]): void {
  const wrong = headers.find((header) => header.includes('*'));
  if (wrong === undefined) return;
  throw invalidRequest(
    `ExposeHeader "${wrong}" contains wildcard. We currently do not support wildcard for ExposeHeader.`,
  );
}

function matches(pattern: string, text: string): boolean {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return pattern === text;
  const long = text.length >= before.length + after.length;
  return long && text.startsWith(before) && text.endsWith(after);
}
