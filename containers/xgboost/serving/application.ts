import { parseAccept } from './accept.ts';
import { encodeScores, encodeSelected } from './encode.ts';
import { parsePayload } from './parse-payload.ts';
import { RequestError } from './request-error.ts';
import type { Scorer } from './scorer.ts';
import { selectedKeys, selectParts } from './selectable.ts';

/** A request as the application looks at it. */
export interface ServingRequest {
  readonly method: string;
  readonly path: string;
  readonly contentType?: string | undefined;
  readonly accept?: string | undefined;
  readonly body: Buffer;
}

/** An answer. */
export interface ServingResponse {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
}

/** What the environment sets. */
export interface ServingOptions {
  /** Whether a batch transform asks: answers are lines, whatever it accepts. */
  readonly batch: boolean;
  /** Parts to select. @default - plain scores */
  readonly select?: string | undefined;
  readonly defaultAccept: string;
  readonly maxBytes: number;
  readonly workers: number;
}

const HTML = 'text/html; charset=utf-8';
const MEGABYTE = 1024 ** 2;
const STATUS = { ok: 200, empty: 204, notFound: 404, wrongMethod: 405, tooLarge: 413 } as const;

/** Answers requests to an endpoint. */
export function servingApplication(
  scorer: Scorer, options: ServingOptions,
): (request: ServingRequest) => ServingResponse {
  const routes: Readonly<Record<string, {
    method: string; answer: (request: ServingRequest) => ServingResponse,
  }>> = {
    '/ping': { method: 'GET', answer: () => ({ status: STATUS.ok, contentType: HTML, body: '' }) },
    '/execution-parameters': { method: 'GET', answer: () => executionParameters(options) },
    '/invocations': { method: 'POST', answer: (request) => invoke(scorer, options, request) },
  };
  return (request) => {
    const route = routes[request.path];
    if (!route) {
      return { status: STATUS.notFound, contentType: HTML, body: 'Not Found' };
    }
    if (request.method !== route.method) {
      return { status: STATUS.wrongMethod, contentType: HTML, body: 'Method Not Allowed' };
    }
    try {
      return route.answer(request);
    } catch (error) {
      return refusal(error);
    }
  };
}

function executionParameters({ workers, maxBytes }: ServingOptions): ServingResponse {
  const body = `{"MaxConcurrentTransforms": ${workers}, "BatchStrategy": "MULTI_RECORD", `
    + `"MaxPayloadInMB": ${Math.trunc(maxBytes / MEGABYTE)}}`;
  return { status: STATUS.ok, contentType: 'application/json', body };
}

function invoke(scorer: Scorer, options: ServingOptions, request: ServingRequest): ServingResponse {
  const { body } = request;
  if (body.length === 0) {
    return { status: STATUS.empty, contentType: HTML, body: '' };
  }
  if (body.length > options.maxBytes) {
    throw new RequestError(STATUS.tooLarge, 'Request Entity Too Large');
  }
  const rows = scorer.score(parsePayload(body, request.contentType));
  const accept = parseAccept(request.accept, options.defaultAccept);
  const mime = accept === 'text/csv' ? 'text/csv; charset=utf-8' : accept;
  if (options.select === undefined) {
    return {
      status: STATUS.ok, contentType: mime, body: encodeScores(rows, accept, options.batch),
    };
  }
  const keys = selectedKeys(options.select);
  const selected = encodeSelected(
    selectParts(rows, keys, scorer), keys, { accept, batch: options.batch }
  );
  return { status: STATUS.ok, contentType: mime, body: selected };
}

function refusal(error: unknown): ServingResponse {
  if (error instanceof RequestError) {
    return { status: error.status, contentType: HTML, body: error.message };
  }
  throw error;
}
