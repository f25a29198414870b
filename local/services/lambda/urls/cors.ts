import type { IncomingMessage } from 'node:http';
import type { UrlCors, UrlRow } from './urls.ts';

/** The headers by which a function URL lets pages of other origins go on. */
export function urlCorsHeaders(
  row: UrlRow,
  { headers, method }: IncomingMessage,
): Readonly<Record<string, string>> {
  const { origin } = headers;
  if (row.cors === null || origin === undefined) return {};
  const cors = JSON.parse(row.cors) as UrlCors;
  if (!cors.AllowOrigins?.some((allowed) => allowed === '*' || allowed === origin)) return {};
  const list = (values: readonly string[] | undefined) => (values ?? []).join(',');
  return {
    'access-control-allow-origin':
      cors.AllowOrigins.includes('*') && !cors.AllowCredentials ? '*' : origin,
    ...(cors.AllowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(cors.ExposeHeaders ? { 'access-control-expose-headers': list(cors.ExposeHeaders) } : {}),
    vary: 'Origin',
    ...(method === 'OPTIONS'
      ? {
          'access-control-allow-methods': list(cors.AllowMethods),
          'access-control-allow-headers': list(cors.AllowHeaders),
          ...(cors.MaxAge === undefined ? {} : { 'access-control-max-age': String(cors.MaxAge) }),
        }
      : {}),
  };
}
