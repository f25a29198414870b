import { action } from '../../../kernel/index.ts';
import type { MappingRow } from '../event-sources.ts';
import { bareName, functionArn } from '../functions.ts';

/** ListEventSourceMappings, one page. */
export const listEventSourceMappings = action(
  'ListEventSourceMappings',
  () => [{ action: 'lambda:ListEventSourceMappings', resource: '*' }],
  (input: { readonly FunctionName?: string; readonly EventSourceArn?: string }, { cloud }) => {
    const rows = cloud.db
      .all<MappingRow>('SELECT * FROM lambda_mappings ORDER BY id')
      .filter(
        (row) => input.FunctionName === undefined || row.function === bareName(input.FunctionName),
      )
      .filter((row) => input.EventSourceArn === undefined || row.source === input.EventSourceArn);
    return {
      EventSourceMappings: rows.map((row) => ({
        UUID: row.id,
        EventSourceArn: row.source,
        FunctionArn: functionArn(row.function, cloud),
        BatchSize: row.batch_size,
        MaximumBatchingWindowInSeconds: row.window_seconds,
        State: row.enabled ? 'Enabled' : 'Disabled',
        FunctionResponseTypes: row.partial_failures ? ['ReportBatchItemFailures'] : [],
      })),
    };
  },
);
