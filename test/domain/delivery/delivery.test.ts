import { describe, expect, test } from 'vitest';
import { compareAnswers, judgeEndpoint } from '../../../domain/delivery/judge-endpoint.ts';
import { handOver, historyPut } from '../../../domain/delivery/promote.ts';
import { aSlot, aVersion, T0 } from '../support/builders.ts';
import { errorOf } from '../support/code-of.ts';
import type { Handover } from '../../../domain/delivery/promote.ts';

const first: Handover = {
  next: aVersion(), nextSlot: aSlot({ status: 'creating' }), alias: null, previous: null, previousSlot: null,
  what: 'promoted', who: 'the pipeline', reason: 'better', at: T0,
};
const alias = {
  version: 1, slot: 'a' as const, endpointName: 'e1', modelName: 'm1', bundleKey: 'b1', runId: '20190301-00000001',
  since: T0.toISOString(), revision: 4,
};
const second: Handover = {
  ...first, alias, next: aVersion({ version: 2 }), nextSlot: aSlot({ slot: 'b', status: 'creating', version: 2, revision: 7 }),
  previous: aVersion({ status: 'serving', revision: 5 }), previousSlot: aSlot({ revision: 6 }),
};

describe('a handover', () => {
  test('of the first version writes alias, version, slot and history, each on a condition', () => {
    const writes = handOver(first);
    expect(writes.map(({ sk }) => sk.replace(/HISTORY#.*/, 'HISTORY'))).toEqual([
      'ALIAS#champion', 'VERSION#000001', 'SLOT#a', 'HISTORY',
    ]);
    expect(writes.map((write) => ('when' in write ? write.when : null))).toEqual([
      'absent', { revision: 1 }, { revision: 2 }, 'absent',
    ]);
  });

  test('from one version to the next retires the old one and its slot in the same transaction', () => {
    const writes = handOver(second);
    const put = (sk: string) => writes.find((write) => write.sk === sk);
    expect(put('ALIAS#champion')).toMatchObject({ put: { version: 2, slot: 'b', revision: 5 }, when: { revision: 4 } });
    expect(put('VERSION#000001')).toMatchObject({ put: { status: 'retired' }, when: { revision: 5 } });
    expect(put('SLOT#a')).toMatchObject({ put: { status: 'retired' }, when: { revision: 6 } });
    expect(put('SLOT#b')).toMatchObject({ put: { status: 'serving' }, when: { revision: 7 } });
    expect(new Set(writes.map(({ sk }) => sk)).size).toBe(writes.length);
  });

  test('is refused for a version that may not serve, or that is not in the slot', () => {
    expect(errorOf(() => handOver({ ...first, next: aVersion({ status: 'pending' }) })).code).toBe('TransitionRefused');
    expect(errorOf(() => handOver({ ...first, next: aVersion({ version: 3 }) })).code).toBe('TransitionRefused');
  });

  test('the same line of history twice is one line', () => {
    const line = { at: T0.toISOString(), who: 'ada', what: 'approved' as const, effect: 'x', version: 1, runId: null };
    expect(historyPut(line)).toEqual(historyPut(line));
  });
});

describe('an endpoint', () => {
  const state = { status: 'InService', configName: 'c', failureReason: undefined, pending: false };

  test.each([
    ['is ready in service with the config that was asked for', state, 'ready'],
    ['is waited for while it is created', { ...state, status: 'Creating' }, 'creating'],
    ['is waited for while it rolls back', { ...state, status: 'RollingBack' }, 'creating'],
    ['is waited for while a deployment is pending', { ...state, pending: true }, 'creating'],
    ['has failed when it serves the old config again', { ...state, configName: 'old' }, 'failed'],
    ['has failed when it says so', { ...state, status: 'Failed', failureReason: 'no memory' }, 'failed'],
    ['has failed when it is out of service', { ...state, status: 'OutOfService' }, 'failed'],
    ['has failed when it is gone', null, 'failed'],
  ])('%s', (_name, observed, expected) => {
    expect(judgeEndpoint(observed, 'c').status).toBe(expected);
  });

  test('answers as the evaluated model, within rounding', () => {
    expect(compareAnswers([[1.5], [2]], [[1.50001], [2]])).toBeNull();
    expect(compareAnswers([[1.5], [2]], [[1.5], [3]])).toBe('row 1: the endpoint answers 3, the evaluated model 2');
    expect(compareAnswers([[1.5]], [])).toMatch(/^row 0/);
  });
});
