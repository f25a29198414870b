import { describe, expect, test } from 'vitest';
import { approvalMessage } from '../../../domain/alerting/approval-message.ts';
import {
  alarmMessage, isAlarming, modelOfAlarm, promotionMessage, refusalMessage, runMessage,
} from '../../../domain/alerting/oncall-message.ts';
import { aDefinition, aRun, aVersion, T0 } from '../support/builders.ts';
import type { Background } from '../../../domain/alerting/oncall-message.ts';

const at = T0.toISOString();
const background: Background = {
  champion: {
    version: 3, slot: 'a', endpointName: 'e', modelName: 'm', bundleKey: 'b', runId: '20190301-00000001', since: at, revision: 1,
  },
  health: {
    at, version: 3, drift: 'drifting', quality: 'good', unhealthySince: at, changedAt: '2019-02-27T00:00:00.000Z',
    features: ['zone', 'miles'], reason: 'zone (0.3) drifted', reportKey: 'r',
  },
  decision: {
    decisionId: 'd', decision: 'suppressed', because: 'drift', reason: 'cooling down', by: 'check-model', at, runId: null,
  },
};

describe('people on call are told', () => {
  test('of an alarm: what, since when, which version and features, the last decision, what to type', () => {
    const { subject, message } = alarmMessage({
      id: 'e', time: at, source: 'aws.cloudwatch', 'detail-type': 'CloudWatch Alarm State Change',
      detail: { alarmName: 'rides-drift', state: { value: 'ALARM', reason: '3 points above 1' } },
    }, 'rides', background);
    expect(subject).toBe('rides: rides-drift is in ALARM');
    expect(message).toBe([
      'Alarm: rides-drift is ALARM', 'Why: 3 points above 1', `Serving: version 3 since ${at}`,
      `Newest check: ${at}: zone (0.3) drifted`, `Unhealthy since: ${at}`, 'Changed about: 2019-02-27T00:00:00.000Z',
      'Features: zone, miles', `Last decision: ${at}: suppressed, cooling down`, '', 'What to type:',
      '  perennial status rides', '  perennial report rides', '  perennial rollback rides --reason "..."', '  perennial retrain rides --reason "..."',
    ].join('\n'));
  });

  test('of runs that failed, but not of business as usual', () => {
    const ended = { model: 'rides', runId: '20190301-00000001', outcome: 'failed' as const, reason: 'no rows', version: null };
    expect(isAlarming(ended)).toBe(true);
    expect([isAlarming({ ...ended, outcome: 'promoted' }), isAlarming({ ...ended, outcome: 'refused' })]).toEqual([false, false]);
    expect(runMessage(ended, { champion: null, health: null, decision: null }).message).toMatch(/^Run: .* ended: failed\nWhy: no rows\nServing: nothing\n\n/);
  });

  test('of promotions, of files turned away, and of versions that wait for them', () => {
    const promoted = { model: 'rides', version: 4, previous: 3, runId: null, by: 'ada', reason: 'worse since noon' };
    expect(promotionMessage(promoted, background).message).toMatch(/^Serves now: version 4 instead of version 3\nBy: ada\n/);
    expect(refusalMessage({ model: '', uploadId: 'x', key: 'uploads/x', code: 'OddKey', reason: 'name it' }).subject).toBe('an upload: OddKey, uploads/x');
    const { message } = approvalMessage({ definition: aDefinition(), run: aRun(), version: aVersion({ status: 'pending' }) });
    expect(message).toContain('Who may approve: not admit-upload, who asked for the run');
    expect(message).toContain('perennial approve rides 1 --reason "..."');
  });

  test('of alarms about models only', () => {
    const event = {
      id: 'e', time: at, source: 's', 'detail-type': 'CloudWatch Alarm State Change' as const,
      detail: { alarmName: 'queue', state: { value: 'ALARM' as const } },
    };
    expect(modelOfAlarm(event)).toBeNull();
  });
});
