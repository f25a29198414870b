import type { Cloud } from '../../../kernel/index.ts';
import { functionArn } from '../names.ts';

/** Which pages of other origins a function URL answers. */
export interface UrlCors {
  readonly AllowCredentials?: boolean;
  readonly AllowHeaders?: readonly string[];
  readonly AllowMethods?: readonly string[];
  readonly AllowOrigins?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  readonly MaxAge?: number;
}

/** A row of the function URLs' table. */
export interface UrlRow {
  readonly id: string;
  readonly function: string;
  /** Empty for $LATEST, else an alias. */
  readonly qualifier: string;
  readonly auth: string;
  /** JSON of `UrlCors`, or null. */
  readonly cors: string | null;
  readonly invoke_mode: string;
  readonly created: number;
  readonly modified: number;
}

/**
 * The address of a function URL: a path of our own port, for a laptop has no names below `on.aws`. It
 * is made when it is asked for, as the port may be another after a restart.
 */
export function urlAddress(id: string, cloud: Cloud): string {
  return `${cloud.endpoint}/_lambda-url/${id}/`;
}

/** The URL of a function or an alias. */
export function urlOf(name: string, qualifier: string, cloud: Cloud): UrlRow | undefined {
  return cloud.db.get<UrlRow>(
    'SELECT * FROM lambda_urls WHERE function = ? AND qualifier = ?',
    name,
    qualifier,
  );
}

/** Stores a URL. */
export function putUrl(row: UrlRow, cloud: Cloud): void {
  cloud.db.run(
    'INSERT OR REPLACE INTO lambda_urls VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    row.id,
    row.function,
    row.qualifier,
    row.auth,
    row.cors,
    row.invoke_mode,
    row.created,
    row.modified,
  );
}

/** How Lambda shows a function URL. */
export function describeUrl(row: UrlRow, cloud: Cloud) {
  return {
    FunctionUrl: urlAddress(row.id, cloud),
    FunctionArn: functionArn(row.function, cloud, row.qualifier || undefined),
    AuthType: row.auth,
    Cors: row.cors ? (JSON.parse(row.cors) as UrlCors) : undefined,
    InvokeMode: row.invoke_mode,
    CreationTime: new Date(row.created).toISOString(),
    LastModifiedTime: new Date(row.modified).toISOString(),
  };
}
