import { facts, whatToType } from './message.ts';
import type { AlarmStateChange } from '../events/aws-events.ts';
import type { RunEnded, UploadRefused, VersionPromoted } from '../events/platform-events.ts';
import type { AliasRecord, HealthRecord } from '../registry/records.ts';
import type { Decision } from '../retraining/arbiter-state.ts';
import type { Message } from './message.ts';

/** What is known of a model when people are told about it. */
export interface Background {
  readonly champion: AliasRecord | null;
  readonly health: HealthRecord | null;
  /** The newest decision of the arbiter. */
  readonly decision: Decision | null;
}

/** The model that an alarm is about; null for alarms about something else. */
export function modelOfAlarm({ detail }: AlarmStateChange): string | null {
  for (const { metricStat } of detail.configuration?.metrics ?? []) {
    const model = metricStat?.metric.dimensions?.Model;
    if (model !== undefined) return model;
  }
  return null;
}

/** An alarm went off, or is over. */
export function alarmMessage({ detail }: AlarmStateChange, model: string, background: Background): Message {
  const over = detail.state.value === 'OK';
  const told = facts([
    ['Alarm', `${detail.alarmName} is ${detail.state.value}`],
    ['Why', detail.state.reason],
    ['What it means', detail.configuration?.description],
    ...known(background),
  ]);
  return {
    subject: `${model}: ${detail.alarmName} ${over ? 'is over' : `is in ${detail.state.value}`}`,
    message: `${told}\n\n${whatToType(model, null, over ? ['look'] : ['look', 'report', 'rollback', 'retrain'])}`,
  };
}

/** A run ended without a promotion. */
export function runMessage(run: RunEnded, background: Background): Message {
  const told = facts([
    ['Run', `${run.runId} ended: ${run.outcome}`], ['Why', run.reason],
    ['Version made', run.version === null ? null : String(run.version)],
    ...known(background),
  ]);
  return {
    subject: `${run.model}: run ${run.runId} ${run.outcome}`,
    message: `${told}\n\n${whatToType(run.model, run.version, ['look', 'retrain'])}`,
  };
}

/** Another version serves. */
export function promotionMessage(promoted: VersionPromoted, background: Background): Message {
  const before = promoted.previous === null ? 'nothing' : `version ${promoted.previous}`;
  const told = facts([
    ['Serves now', `version ${promoted.version} instead of ${before}`],
    ['By', promoted.by], ['Why', promoted.reason], ['Run', promoted.runId],
    ...known(background),
  ]);
  return {
    subject: `${promoted.model}: version ${promoted.version} serves`,
    message: `${told}\n\n${whatToType(promoted.model, promoted.version, ['look', 'rollback'])}`,
  };
}

/** A file was turned away at the door. */
export function refusalMessage({ model, key, code, reason }: UploadRefused): Message {
  const told = facts([['File', key], ['Refused', code], ['What to do', reason]]);
  return { subject: `${model || 'an upload'}: ${code}, ${key}`, message: told };
}

/**
 * True for endings that people have to hear of: what was promoted or refused by the gates is business as
 * usual.
 */
export function isAlarming({ outcome }: RunEnded): boolean {
  return outcome !== 'promoted' && outcome !== 'refused';
}

function known({ champion, health, decision }: Background): readonly (readonly [string, string | null])[] {
  const features = health === null || health.features.length === 0 ? null : health.features.join(', ');
  return [
    ['Serving', champion === null ? 'nothing' : `version ${champion.version} since ${champion.since}`],
    ['Newest check', health === null ? null : `${health.at}: ${health.reason}`],
    ['Unhealthy since', health?.unhealthySince ?? null],
    ['Changed about', health?.changedAt ?? null],
    ['Features', features],
    ['Last decision', decision === null ? null : `${decision.at}: ${decision.decision}, ${decision.reason}`],
  ];
}
