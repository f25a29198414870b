import type { Cloud } from '../../../kernel/index.ts';
import { functionArn } from '../names.ts';
import { positionOf } from './positions.ts';

/** The settings of a mapping, as the API names them. */
export interface MappingSettings {
  readonly BatchSize: number;
  readonly MaximumBatchingWindowInSeconds: number;
  readonly FilterCriteria?: { readonly Filters?: readonly { readonly Pattern?: string }[] };
  readonly FunctionResponseTypes?: readonly string[];
  readonly ScalingConfig?: { readonly MaximumConcurrency?: number };
  /** Of streams only, like those that follow. */
  readonly StartingPosition?: string;
  readonly ParallelizationFactor?: number;
  readonly MaximumRecordAgeInSeconds?: number;
  readonly BisectBatchOnFunctionError?: boolean;
  readonly MaximumRetryAttempts?: number;
  readonly TumblingWindowInSeconds?: number;
  readonly DestinationConfig?: { readonly OnFailure?: { readonly Destination?: string } };
  readonly Tags?: Readonly<Record<string, string>>;
}

/** A row of the event source mappings' table. */
export interface MappingRow {
  readonly id: string;
  readonly function: string;
  /** Empty for $LATEST. */
  readonly qualifier: string;
  readonly source: string;
  readonly enabled: number;
  /** JSON of `MappingSettings`. */
  readonly settings: string;
  readonly modified: number;
}

/** The mapping of an id, where there is one. */
export function findMapping(id: string, cloud: Cloud): MappingRow | undefined {
  return cloud.db.get<MappingRow>('SELECT * FROM lambda_mappings WHERE id = ?', id);
}

/** True for the ARN of a table's stream. */
export function isStream(source: string): boolean {
  return source.startsWith('arn:aws:dynamodb:');
}

/** Stores a mapping. */
export function putMapping(row: MappingRow, cloud: Cloud): void {
  cloud.db.run(
    'INSERT OR REPLACE INTO lambda_mappings VALUES (?, ?, ?, ?, ?, ?, ?)',
    row.id,
    row.function,
    row.qualifier,
    row.source,
    row.enabled,
    row.settings,
    row.modified,
  );
}

/** The settings of a mapping. */
export function settingsOf(row: MappingRow): MappingSettings {
  return JSON.parse(row.settings) as MappingSettings;
}

/** How Lambda shows a mapping; while it changes, the state says so. */
export function describeMapping(row: MappingRow, cloud: Cloud, state?: string) {
  const { Tags: _tags, ...settings } = settingsOf(row);
  return {
    UUID: row.id,
    EventSourceMappingArn: `arn:aws:lambda:${cloud.region}:${cloud.accountId}:event-source-mapping:${row.id}`,
    EventSourceArn: row.source,
    FunctionArn: functionArn(row.function, cloud, row.qualifier || undefined),
    ...settings,
    FunctionResponseTypes: settings.FunctionResponseTypes ?? [],
    LastModified: new Date(row.modified),
    State: state ?? (row.enabled ? 'Enabled' : 'Disabled'),
    ...(isStream(row.source)
      ? {
          StateTransitionReason: 'User action',
          LastProcessingResult:
            positionOf(row.id, cloud).after === null ? 'No records processed' : 'OK',
        }
      : { StateTransitionReason: 'USER_INITIATED' }),
  };
}
