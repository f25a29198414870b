import type { Cloud } from '../../kernel/index.ts';
import { LATEST } from './functions.ts';
import { functionArn } from './names.ts';

/** How asynchronous events are retried and where they go in the end. */
export interface InvokeConfig {
  readonly MaximumRetryAttempts?: number;
  readonly MaximumEventAgeInSeconds?: number;
  readonly DestinationConfig?: {
    readonly OnSuccess?: { readonly Destination?: string };
    readonly OnFailure?: { readonly Destination?: string };
  };
}

/** A row of these settings: those of a function, a version or an alias. */
export interface InvokeConfigRow {
  readonly function: string;
  /** Empty for $LATEST. */
  readonly qualifier: string;
  readonly configuration: string;
  readonly modified: number;
}

/** The settings of a qualified name; empty where there are none. */
export function invokeConfigOf(
  name: string,
  qualifier: string | undefined,
  cloud: Cloud,
): InvokeConfig {
  const row = invokeConfigRow(name, qualifier, cloud);
  return row ? (JSON.parse(row.configuration) as InvokeConfig) : {};
}

/** The row of these settings. */
export function invokeConfigRow(
  name: string,
  qualifier: string | undefined,
  cloud: Cloud,
): InvokeConfigRow | undefined {
  return cloud.db.get<InvokeConfigRow>(
    'SELECT * FROM lambda_invoke_configs WHERE function = ? AND qualifier = ?',
    name,
    placeOf(qualifier),
  );
}

/** Stores settings. */
export function putInvokeConfig(
  name: string,
  qualifier: string | undefined,
  configuration: InvokeConfig,
  cloud: Cloud,
): InvokeConfigRow {
  const row = {
    function: name,
    qualifier: placeOf(qualifier),
    configuration: JSON.stringify(configuration),
    modified: cloud.world.now(),
  };
  cloud.db.run(
    'INSERT OR REPLACE INTO lambda_invoke_configs VALUES (?, ?, ?, ?)',
    row.function,
    row.qualifier,
    row.configuration,
    row.modified,
  );
  return row;
}

/** Forgets settings. Returns whether there were any. */
export function dropInvokeConfig(
  name: string,
  qualifier: string | undefined,
  cloud: Cloud,
): boolean {
  const gone = cloud.db.run(
    'DELETE FROM lambda_invoke_configs WHERE function = ? AND qualifier = ?',
    name,
    placeOf(qualifier),
  );
  return gone > 0;
}

/** How Lambda shows these settings. */
export function describeInvokeConfig(row: InvokeConfigRow, cloud: Cloud) {
  const own = JSON.parse(row.configuration) as InvokeConfig;
  return {
    LastModified: new Date(row.modified),
    FunctionArn: functionArn(row.function, cloud, row.qualifier || LATEST),
    MaximumRetryAttempts: own.MaximumRetryAttempts,
    MaximumEventAgeInSeconds: own.MaximumEventAgeInSeconds,
    DestinationConfig: {
      OnSuccess: own.DestinationConfig?.OnSuccess ?? {},
      OnFailure: own.DestinationConfig?.OnFailure ?? {},
    },
  };
}

function placeOf(qualifier: string | undefined): string {
  return qualifier === LATEST ? '' : (qualifier ?? '');
}
