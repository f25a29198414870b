import { beforeEach, describe, expect, test } from 'vitest';
import { arbitrate } from '../../lambda/decide-retraining/handler.ts';
import { Platform } from './support/platform.ts';
import { ridesDefinition } from './support/rides.ts';

let platform: Platform;
beforeEach(() => {
  platform = new Platform('2019-02-10T00:00:00Z');
  platform.define(ridesDefinition({ retraining: { onData: 'always', cooldownHours: 24, maxPerDay: 2 } }));
  put('COUNTERS', { acceptedRows: 5000 });
});

const put = (sk: string, record: object): void => void platform.registry.records.set(`rides ${sk}`, { ...record });
const record = (sk: string) => platform.registry.records.get(`rides ${sk}`);
const withPrefix = (prefix: string) => [...platform.registry.records].filter(([key]) => key.startsWith(`rides ${prefix}`));
const CHAMPION = {
  version: 1, slot: 'a', endpointName: 'e', modelName: 'm', bundleKey: 'b', runId: '20190101-00000001',
  since: '2019-01-01T00:00:00.000Z', revision: 1,
};

function requested(id = 'event-1') {
  return {
    id, time: '2019-02-10T00:00:00Z', 'detail-type': 'Retraining Requested' as const,
    detail: { model: 'rides', by: 'arn:ada', reason: 'new prices', kind: 'manual' as const },
  };
}
const unhealthy = (id: string) => ({
  id, time: '2019-02-10T00:00:00Z', 'detail-type': 'Model Unhealthy' as const,
  detail: {
    model: 'rides', version: 1, kind: 'quality' as const, changedAt: '2019-02-05T00:00:00.000Z', features: [],
    reason: 'mae 2.4', reportKey: 'r',
  },
});
const ended = (outcome: 'promoted' | 'refused') => ({
  id: 'ended', time: '2019-02-10T01:00:00Z', 'detail-type': 'Run Ended' as const,
  detail: { model: 'rides', runId: platform.executions.started[0]!.name, outcome, reason: 'x', version: null },
});

describe('a request that fires', () => {
  test('leaves a decision, a run, a lease, and an execution that is named by the run', async () => {
    const { decision, runId, decisionId } = await arbitrate(requested(), platform);
    expect(decision).toBe('fired');
    expect(record(`RUN#${runId}`)).toMatchObject({ decisionId, reason: 'manual', requestedBy: 'arn:ada', outcome: null });
    expect(record('LEASE')).toMatchObject({ runId, reason: 'manual' });
    expect(record(`DECISION#2019-02-10T00:00:00Z#${decisionId}`)).toMatchObject({ decision: 'fired', runId });
    expect(platform.executions.started).toEqual([{
      arn: 'arn:machine:rides', name: runId, input: { model: 'rides', runId, decisionId, reason: 'manual', changedAt: null },
    }]);
    expect(platform.bus.of('Retraining Decided')).toMatchObject([{ decision: 'fired', because: 'manual', runId }]);
  });

  test('delivered twice, starts one execution and answers the same', async () => {
    const once = await arbitrate(requested(), platform);
    expect(await arbitrate(requested(), platform)).toEqual(once);
    expect(platform.executions.started).toHaveLength(1);
    expect(withPrefix('DECISION#')).toHaveLength(1);
  });

  test('is carried out by the second delivery when the first died before the start', async () => {
    platform.executions.failing = true;
    await expect(arbitrate(requested(), platform)).rejects.toThrow('Step Functions is down');
    platform.executions.failing = false;
    expect(await arbitrate(requested(), platform)).toMatchObject({ decision: 'fired' });
    expect(platform.executions.started).toHaveLength(1);
  });

  test('decides again when somebody else decided in between: one fires, the other queues', async () => {
    const [one, other] = await Promise.all([arbitrate(requested('a'), platform), arbitrate(requested('b'), platform)]);
    expect([one.decision, other.decision].sort()).toEqual(['fired', 'queued']);
    expect(platform.executions.started).toHaveLength(1);
  });

  test('knows since when the model is bad, from the check or from the record of the newest check', async () => {
    put('ALIAS#champion', CHAMPION);
    await arbitrate(unhealthy('u'), platform);
    expect(platform.executions.started[0]?.input).toMatchObject({ reason: 'quality', changedAt: '2019-02-05T00:00:00.000Z' });
  });

  test('may come from an alarm, which does not know since when: the record of the newest check does', async () => {
    put('ALIAS#champion', CHAMPION);
    put('HEALTH', {
      at: '2019-02-09T00:00:00.000Z', version: 1, drift: 'drifting', quality: 'good', unhealthySince: null,
      changedAt: '2019-02-07T00:00:00.000Z', features: ['zone'], reason: 'r', reportKey: 'k',
    });
    const answer = await arbitrate({
      id: 'alarm', time: '2019-02-10T00:00:00Z', source: 'aws.cloudwatch', 'detail-type': 'CloudWatch Alarm State Change',
      detail: {
        alarmName: 'rides-drift', state: { value: 'ALARM' },
        configuration: { metrics: [{ metricStat: { metric: { name: 'DriftScore', dimensions: { Model: 'rides' } } } }] },
      },
    }, platform);
    expect(answer.decision).toBe('fired');
    expect(platform.executions.started[0]?.input).toMatchObject({ reason: 'drift', changedAt: '2019-02-07T00:00:00.000Z' });
  });
});

describe('a request that does not fire', () => {
  test('is written down with its reason when it was suppressed', async () => {
    put('COUNTERS', { acceptedRows: 10 });
    const { decision, reason } = await arbitrate({
      id: 'd', time: '2019-02-10T00:00:00Z', 'detail-type': 'Data Admitted',
      detail: { model: 'rides', uploadId: '0'.repeat(24), acceptedRows: 10, refusedRows: 0, totalRows: 10 },
    }, platform);
    expect([decision, reason]).toEqual(['suppressed', 'the first training needs 1000 accepted rows, there are 10']);
    expect(withPrefix('DECISION#')).toHaveLength(1);
    expect(platform.bus.events).toEqual([]);
  });

  test('leaves no trace when the policy does not act on it', async () => {
    const before = platform.registry.records.size;
    expect((await arbitrate(unhealthy('u'), platform)).decision).toBe('ignored');
    expect(platform.registry.records.size).toBe(before);
    expect(platform.registry.calls).toBe(1);
  });

  test('for a model that nobody defined is an error with a code', async () => {
    const event = requested();
    await expect(arbitrate({ ...event, detail: { ...event.detail, model: 'ghost' } }, platform)).rejects.toMatchObject({
      code: 'UnknownModel',
    });
  });
});

describe('when a run has ended', () => {
  test('what waited for it is decided about', async () => {
    put('ALIAS#champion', CHAMPION);
    await arbitrate(requested(), platform);
    expect((await arbitrate(unhealthy('u'), platform)).decision).toBe('queued');
    platform.registry.records.delete('rides LEASE');
    const answer = await arbitrate(ended('refused'), platform);
    expect(answer).toMatchObject({ decision: 'suppressed', reason: expect.stringContaining('cooling down') });
    expect(record('ARBITER')).toMatchObject({ pending: [], fruitless: 1 });
  });

  test('and nothing waited, only its outcome is counted, once', async () => {
    await arbitrate(requested(), platform);
    platform.registry.records.delete('rides LEASE');
    await arbitrate(ended('refused'), platform);
    await arbitrate(ended('refused'), platform);
    expect(record('ARBITER')).toMatchObject({ fruitless: 1 });
  });
});
