import { requestOfAlarm, requestOfData } from '../../domain/retraining/requests.ts';
import type * as z from 'zod';
import type { RetrainingRequest } from '../../domain/retraining/arbiter-state.ts';
import type { EndedRun } from '../../domain/retraining/arbiter.ts';
import type { decideRetraining } from './contract.ts';

type Event = z.output<typeof decideRetraining.input>;

/** What an event asks of the arbiter, and about which model. */
export type Addressed =
  | { readonly model: string; readonly request: RetrainingRequest; readonly ended?: undefined }
  | { readonly model: string; readonly ended: EndedRun; readonly request?: undefined };

/** Reads an event; null for alarms that ask for nothing. */
export function addressed(event: Event): Addressed | null {
  switch (event['detail-type']) {
    case 'CloudWatch Alarm State Change': return requestOfAlarm(event);
    case 'Data Admitted': {
      const { model, uploadId } = event.detail;
      return { model, request: requestOfData(uploadId, event.detail) };
    }
    case 'Model Unhealthy': {
      const { model, kind, reason, changedAt } = event.detail;
      return { model, request: { id: event.id, because: kind, by: 'check-model', note: reason, changedAt } };
    }
    case 'Retraining Requested': {
      const { model, kind, by, reason } = event.detail;
      return { model, request: { id: event.id, because: kind, by, note: reason, changedAt: null } };
    }
    case 'Run Ended': {
      const { model, runId, outcome } = event.detail;
      return { model, ended: { runId, promoted: outcome === 'promoted' } };
    }
  }
}
