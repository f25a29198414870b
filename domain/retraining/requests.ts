import type { AlarmStateChange } from '../events/aws-events.ts';
import type { RetrainingReason } from '../names.ts';
import type { RetrainingRequest } from './arbiter-state.ts';

/** A request and the model that it is about. */
export interface AddressedRequest {
  readonly model: string;
  readonly request: RetrainingRequest;
}

/** Which metric in alarm asks for which retraining. Others only tell people. */
const REASON_OF_METRIC: Readonly<Record<string, RetrainingReason>> = {
  DriftScore: 'drift', ErrorRatio: 'quality', Error: 'quality',
};

/** The request that an alarm makes; null for alarms about something else, or on their way back. */
export function requestOfAlarm(event: AlarmStateChange): AddressedRequest | null {
  if (event.detail.state.value !== 'ALARM') return null;
  for (const { metricStat } of event.detail.configuration?.metrics ?? []) {
    const because = REASON_OF_METRIC[metricStat?.metric.name ?? ''];
    const model = metricStat?.metric.dimensions?.Model;
    if (because !== undefined && model !== undefined) {
      const note = `alarm ${event.detail.alarmName} fired`;
      return { model, request: { id: event.id, because, by: 'alarm', note, changedAt: null } };
    }
  }
  return null;
}

/** The request that new data makes. */
export function requestOfData(
  id: string, rows: { readonly acceptedRows: number; readonly totalRows: number },
): RetrainingRequest {
  const note = `${rows.acceptedRows} rows were admitted, ${rows.totalRows} in all`;
  return { id, because: 'data', by: 'admit-upload', note, changedAt: null };
}
