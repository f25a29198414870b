import { describe, expect, test } from 'vitest';
import { readRecord, LeaseRecord } from '../../../domain/registry/records.ts';
import { ended } from '../../../domain/registry/run.ts';
import { chooseSlot, emptied, emptySlot, occupy, retireSlot, serveSlot } from '../../../domain/registry/slot.ts';
import { approve, reject, retire, serveVersion } from '../../../domain/registry/version.ts';
import { aRun, aSlot, aVersion, T0 } from '../support/builders.ts';
import { errorOf } from '../support/code-of.ts';

describe('a version', () => {
  test('goes from pending over approved and serving to retired, and serves again after a rollback', () => {
    const approved = approve(aVersion({ status: 'pending' }), 'ada', 'looks well');
    expect(approved).toMatchObject({ status: 'approved', approvedBy: 'ada', revision: 2 });
    const serving = serveVersion(approved, 'better');
    expect(serveVersion(retire(serving, 'replaced'), 'back')).toMatchObject({ status: 'serving', revision: 5 });
  });

  test.each([
    ['a refused version be approved', () => approve(aVersion({ status: 'refused' }), 'ada', 'please')],
    ['a version be approved twice', () => approve(aVersion({ status: 'approved' }), 'ada', 'again')],
    ['a rejected version serve', () => serveVersion(aVersion({ status: 'rejected' }), 'no')],
    ['a version serve twice', () => serveVersion(aVersion({ status: 'serving' }), 'no')],
    ['a serving version be rejected', () => reject(aVersion({ status: 'serving' }), 'ada', 'no')],
  ])('may not: %s', (_name, move) => {
    expect(errorOf(move)).toMatchObject({ code: 'TransitionRefused', message: expect.stringContaining("of 'rides' cannot be") });
  });
});

describe('slots', () => {
  const occupant = { version: 2, runId: '20190302-00000002', modelName: 'm', endpointName: 'e', endpointConfigName: 'c' };

  test('the next version takes the slot that does not serve, an empty one first', () => {
    expect(chooseSlot([aSlot(), emptySlot('b')], 'r').slot).toBe('b');
    expect(chooseSlot([aSlot({ status: 'retired' }), emptySlot('b')], 'r').slot).toBe('b');
    expect(chooseSlot([aSlot({ status: 'retired' }), aSlot({ slot: 'b' })], 'r').slot).toBe('a');
  });

  test('a run that asks again gets the slot that it has', () => {
    const mine = occupy(aSlot({ status: 'retired' }), occupant);
    expect(chooseSlot([mine, emptySlot('b')], occupant.runId)).toBe(mine);
  });

  test('when both serve there is none', () => {
    expect(errorOf(() => chooseSlot([aSlot(), aSlot({ slot: 'b' })], 'r')).code).toBe('NoFreeSlot');
  });

  test('a slot serves only the version that it holds', () => {
    const slot = occupy(emptySlot('b'), occupant);
    expect(serveSlot(slot, 2)).toMatchObject({ status: 'serving', version: 2, revision: 2 });
    expect(errorOf(() => serveSlot(slot, 3)).code).toBe('TransitionRefused');
    expect(emptied(retireSlot(serveSlot(slot, 2)))).toEqual({ ...emptySlot('b'), revision: 4 });
  });
});

describe('a run', () => {
  test('ends once', () => {
    const over = ended(aRun(), { outcome: 'refused', reason: 'worse', at: T0.toISOString() });
    expect(over).toMatchObject({ outcome: 'refused', outcomeReason: 'worse', revision: 2 });
    expect(ended(over!, { outcome: 'failed', reason: 'late', at: T0.toISOString() })).toBeNull();
  });
});

describe('records', () => {
  test('one that cannot be read back says which and where', () => {
    expect(errorOf(() => readRecord(LeaseRecord, { runId: 7 }, 'the lease'))).toMatchObject({
      code: 'CorruptRecord', message: expect.stringMatching(/^repair the lease: runId /),
    });
  });
});
