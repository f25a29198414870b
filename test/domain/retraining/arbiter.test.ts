import { describe, expect, test } from 'vitest';
import { Retraining } from '../../../domain/definition/policies.ts';
import { decide, reconsider } from '../../../domain/retraining/arbiter.ts';
import { NEVER_STARTED } from '../../../domain/retraining/arbiter-state.ts';
import { decisionIdOf, runIdOf } from '../../../domain/retraining/ids.ts';
import { requestOfAlarm } from '../../../domain/retraining/requests.ts';
import type { z } from 'zod';
import type { RetrainingReason } from '../../../domain/names.ts';
import type { ArbiterState, RetrainingRequest } from '../../../domain/retraining/arbiter-state.ts';
import type { Situation } from '../../../domain/retraining/arbiter.ts';

const NOW = new Date('2019-02-10T00:00:00.000Z');
const hoursAgo = (hours: number): string => new Date(NOW.getTime() - hours * 3_600_000).toISOString();

function ask(because: RetrainingReason): RetrainingRequest {
  return { id: `request-${because}`, because, by: 'somebody', note: `note of ${because}`, changedAt: null };
}

function situation(changes: Partial<Situation> = {}, policy: z.input<typeof Retraining> = {}): Situation {
  return {
    state: NEVER_STARTED, lease: null, hasChampion: true, acceptedRows: 90_000, minimumRows: 80_000,
    policy: Retraining.parse({ onData: 'always', cooldownHours: 24, maxPerDay: 2, ...policy }),
    ...changes,
  };
}

const after = (changes: Partial<ArbiterState>): Partial<Situation> => ({
  state: { ...NEVER_STARTED, revision: 3, ...changes },
});
const LEASE = { runId: '20190209-00000001', reason: 'drift', until: '2019-02-12T00:00:00.000Z' };

describe('the arbiter fires', () => {
  test('when nothing speaks against it, and remembers the start', () => {
    const ruling = decide(situation(), ask('quality'), NOW);
    expect(ruling).toMatchObject({ decision: 'fired', because: 'quality', reason: 'note of quality' });
    expect(ruling.next).toMatchObject({
      lastStart: NOW.toISOString(), starts: [NOW.toISOString()], revision: 1,
    });
  });

  test('the first training once its rows are there, and calls it so', () => {
    const first = { hasChampion: false };
    expect(decide(situation(first, { onData: 'until-champion' }), ask('data'), NOW)).toMatchObject({
      decision: 'fired', because: 'first',
    });
    expect(decide(situation({ ...first, acceptedRows: 79_999 }), ask('data'), NOW)).toMatchObject({
      decision: 'suppressed', reason: 'the first training needs 80000 accepted rows, there are 79999',
    });
  });

  test('for a person, in the cooldown and with too few rows', () => {
    expect(decide(situation(after({ lastStart: hoursAgo(1) })), ask('manual'), NOW).decision).toBe('fired');
    expect(decide(situation({ hasChampion: false, acceptedRows: 10 }), ask('manual'), NOW).decision).toBe('fired');
  });

  test('when the lease has run out that somebody never gave back', () => {
    const lease = { ...LEASE, until: '2019-02-09T00:00:00.000Z' };
    expect(decide(situation({ lease }), ask('quality'), NOW).decision).toBe('fired');
  });
});

describe('the arbiter ignores what the policy does not act on:', () => {
  test.each<[string, Partial<Situation>, z.input<typeof Retraining>, RetrainingReason]>([
    ['new data, when it never retrains', {}, { onData: 'never' }, 'data'],
    ['new data beside a champion, when data is for the first training only', {}, { onData: 'until-champion' }, 'data'],
    ['drift, when it is off', {}, { onDrift: false }, 'drift'],
    ['quality, when it is off', {}, { onQuality: false }, 'quality'],
    ['drift, when nothing is deployed', { hasChampion: false }, {}, 'drift'],
  ])('%s', (_name, changes, policy, because) => {
    expect(decide(situation(changes, policy), ask(because), NOW).decision).toBe('ignored');
  });
});

describe('the arbiter waits', () => {
  test('while a run holds the model: others queue, one per reason', () => {
    const once = decide(situation({ lease: LEASE }), ask('quality'), NOW);
    expect(once).toMatchObject({ decision: 'queued', reason: expect.stringContaining('run 20190209-00000001 holds the model') });
    const twice = decide(situation({ lease: LEASE, state: once.next }), { ...ask('quality'), id: 'later' }, NOW);
    expect(twice.next.pending.map(({ id }) => id)).toEqual(['later']);
  });

  test('what the run is already about is not queued, but new data is: the run does not have it', () => {
    expect(decide(situation({ lease: LEASE }), ask('drift'), NOW).decision).toBe('suppressed');
    const data = { ...LEASE, reason: 'data' };
    expect(decide(situation({ lease: data }), ask('data'), NOW).decision).toBe('queued');
  });

  test('through the cooldown, and fires after it', () => {
    expect(decide(situation(after({ lastStart: hoursAgo(23) })), ask('drift'), NOW)).toMatchObject({
      decision: 'suppressed', reason: 'cooling down until 2019-02-10T01:00:00.000Z: note of drift',
    });
    expect(decide(situation(after({ lastStart: hoursAgo(24) })), ask('drift'), NOW).decision).toBe('fired');
  });

  test.each([[0, 1], [1, 1], [2, 2], [3, 4], [4, 8], [9, 8]])(
    'after %d fruitless runs %d times as long', (fruitless, factor) => {
      const at = (hours: number): string =>
        decide(situation(after({ lastStart: hoursAgo(hours), fruitless })), ask('drift'), NOW).decision;
      expect(at(24 * factor)).toBe('fired');
      expect(at(24 * factor - 1)).toBe('suppressed');
    },
  );

  test('for the daily budget, people too', () => {
    const spent = after({ starts: [hoursAgo(30), hoursAgo(20), hoursAgo(2)], lastStart: hoursAgo(2) });
    expect(decide(situation(spent), ask('manual'), NOW)).toMatchObject({
      decision: 'suppressed', reason: '2 runs were started within 24 hours, no more are allowed: note of manual',
    });
  });
});

describe('after a run', () => {
  test('fruitless ones are counted, a promotion forgets them, and each run counts once', () => {
    const state = { ...NEVER_STARTED, fruitless: 1 };
    const once = reconsider(state, { runId: '20190209-00000001', promoted: false }).state;
    expect(once.fruitless).toBe(2);
    expect(reconsider(once, { runId: '20190209-00000001', promoted: false }).state.fruitless).toBe(2);
    expect(reconsider(once, { runId: '20190210-00000002', promoted: true }).state.fruitless).toBe(0);
  });

  test('the weightiest of the waiting requests is looked at, the others are covered by it', () => {
    const state = { ...NEVER_STARTED, pending: [ask('data'), ask('manual'), ask('drift')] };
    const { request, state: left } = reconsider(state, { runId: '20190209-00000001', promoted: true });
    expect(request).toMatchObject({ because: 'manual', id: '20190209-00000001/request-manual' });
    expect(left.pending).toEqual([]);
    expect(reconsider(left, { runId: '20190209-00000001', promoted: true }).request).toBeNull();
  });
});

describe('ids', () => {
  test('the same request is the same decision, and the same decision the same run', () => {
    expect(decisionIdOf('rides', 'event-1')).toBe(decisionIdOf('rides', 'event-1'));
    expect(decisionIdOf('rides', 'event-1')).not.toBe(decisionIdOf('churn', 'event-1'));
    expect(runIdOf('0123456789ab', NOW)).toBe('20190210-01234567');
  });
});

describe('alarms', () => {
  const alarm = (value: 'ALARM' | 'OK', name: string, dimensions: Record<string, string> = { Model: 'rides' }) => ({
    id: 'e', time: 't', source: 'aws.cloudwatch', 'detail-type': 'CloudWatch Alarm State Change' as const,
    detail: {
      alarmName: 'rides-drift', state: { value },
      configuration: { metrics: [{ metricStat: { metric: { name, namespace: 'Perennial', dimensions } } }] },
    },
  });

  test('about drift and errors ask for a retraining of the model in their dimension', () => {
    expect(requestOfAlarm(alarm('ALARM', 'DriftScore'))).toMatchObject({ model: 'rides', request: { because: 'drift' } });
    expect(requestOfAlarm(alarm('ALARM', 'ErrorRatio'))).toMatchObject({ request: { because: 'quality' } });
  });

  test('about anything else, without a model, or on their way back ask for nothing', () => {
    expect(requestOfAlarm(alarm('ALARM', 'Checked'))).toBeNull();
    expect(requestOfAlarm(alarm('OK', 'DriftScore'))).toBeNull();
    expect(requestOfAlarm(alarm('ALARM', 'DriftScore', {}))).toBeNull();
  });
});
