import type { Cloud } from '../../../kernel/index.ts';
import type { EventDraft } from '../kinds/frame.ts';
import type { JsonObject } from '../language/json.ts';
import type { Execution } from './execution.ts';

/**
 * Writes an event into the log group of the state machine, if it has one and the level lets it
 * through.
 */
export type LogEvent = (event: EventDraft, id: number, previous: number, time: number) => void;

/** The logging configuration, in the API's form. */
interface LoggingConfiguration {
  readonly level?: 'ALL' | 'ERROR' | 'FATAL' | 'OFF';
  readonly includeExecutionData?: boolean;
  readonly destinations?: readonly {
    readonly cloudWatchLogsLogGroup?: { readonly logGroupArn?: string };
  }[];
}

/** Events of each level that is not ALL; OFF has none. */
const LEVELS: Readonly<Record<string, RegExp>> = {
  ERROR: /(Failed|TimedOut|Aborted)$/,
  FATAL: /^Execution(Failed|TimedOut|Aborted)$/,
};

const DATA_MEMBERS = new Set([
  'input',
  'output',
  'inputDetails',
  'outputDetails',
  'parameters',
  'assignedVariables',
  'assignedVariablesDetails',
  'cause',
  'error',
]);

/** Makes the logger of an execution; the configuration is read only when there is an event. */
export function executionLogger(
  cloud: Cloud,
  execution: Execution,
  readLogging: () => string | null,
): LogEvent {
  let write: LogEvent | undefined;
  return (event, id, previous, time) => {
    write ??= writerFor(cloud, execution, readLogging());
    write(event, id, previous, time);
  };
}

function writerFor(cloud: Cloud, execution: Execution, logging: string | null): LogEvent {
  const config = (logging ? JSON.parse(logging) : {}) as LoggingConfiguration;
  const group = /:log-group:([^:]+)/.exec(
    config.destinations?.[0]?.cloudWatchLogsLogGroup?.logGroupArn ?? '',
  )?.[1];
  const level = config.level ?? 'OFF';
  if (!group || level === 'OFF') return () => {};
  const stream = streamName(execution);
  return (event, id, previous, time) => {
    if (LEVELS[level]?.test(event.type) === false) return;
    const details =
      event.details && (config.includeExecutionData ? event.details : withoutData(event.details));
    cloud.telemetry.log(group, stream, [
      JSON.stringify({
        id: String(id),
        type: event.type,
        ...(details ? { details } : {}),
        previous_event_id: String(previous),
        event_timestamp: String(time),
        execution_arn: execution.arn,
        redrive_count: String(execution.redrive_count),
      }),
    ]);
  };
}

function streamName(execution: Execution): string {
  const minute = new Date(execution.started).toISOString().slice(0, 16).replace(/[T:]/g, '-');
  return `states/${execution.machine_arn.split(':').at(-1)}/${minute}/${execution.name.slice(0, 8)}`;
}

function withoutData(details: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(details).filter(([name]) => !DATA_MEMBERS.has(name)));
}
