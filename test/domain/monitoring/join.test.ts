import { describe, expect, test } from 'vitest';
import { errorDays, joinLabels } from '../../../domain/monitoring/join.ts';
import { aDefinition } from '../support/builders.ts';
import type { Capture } from '../../../domain/monitoring/capture.ts';

const definition = aDefinition({ monitors: { labelsWithinHours: 48 } });
const COLUMNS = definition.contract.columns.map(({ name }) => name);
const AT = '2019-03-01T10:00:00.000Z';

const capture: Capture = {
  model: 'rides', inferenceId: '2019030110-abc', at: AT, version: 3, columns: COLUMNS,
  rows: [
    { index: 0, values: ['2019-03-01 10:00:00', '', '2', 'A', '1', '', ''], prediction: [9] },
    { index: 2, values: ['2019-03-01 10:05:00', '', '3', 'B, north', '', '', ''], prediction: [14] },
  ],
};

function join(labels: readonly string[][], { known = [] as string[], now = '2019-03-02T10:00:00.000Z' } = {}) {
  return joinLabels(definition, {
    labels: [['inference_id', 'total', 'tip'], ...labels], captures: [capture], known: new Set(known), now: new Date(now),
  });
}

describe('ground truth', () => {
  test('meets its prediction by inference id, and becomes a row to train on', () => {
    const { joined, upload, late } = join([['2019030110-abc:2', '15', '2'], ['2019030110-abc:0', '12', '2']]);
    expect(joined[1]).toEqual({
      inferenceId: '2019030110-abc:0', at: AT, version: 3, prediction: [9], truth: 10, error: 1,
    });
    expect(upload).toBe([
      'at,until,miles,zone,riders,total,tip', '2019-03-01 10:05:00,,3,"B, north",,15,2', '2019-03-01 10:00:00,,2,A,1,12,2', '',
    ].join('\n'));
    expect(late).toBe(0);
  });

  test('of unknown ids, and of rows that were refused, is counted and left out', () => {
    const { joined, unknown } = join([['2019030110-xyz:0', '1', '0'], ['2019030110-abc:1', '1', '0']]);
    expect(joined).toEqual([]);
    expect(unknown).toEqual(['2019030110-xyz:0', '2019030110-abc:1']);
  });

  test('that comes twice counts once, in one file or in two', () => {
    const { joined, twice } = join([['2019030110-abc:0', '12', '2'], ['2019030110-abc:0', '99', '2']]);
    expect([joined.length, joined[0]?.truth, twice]).toEqual([1, 10, ['2019030110-abc:0']]);
    expect(join([['2019030110-abc:0', '12', '2']], { known: ['2019030110-abc:0'] }).twice).toHaveLength(1);
  });

  test('that comes late is joined and counted as late', () => {
    const { joined, late } = join([['2019030110-abc:0', '12', '2']], { now: '2019-03-09T10:00:00.000Z' });
    expect([joined.length, late]).toEqual([1, 1]);
  });

  test('adds up by version and day', () => {
    const { joined } = join([['2019030110-abc:0', '12', '2'], ['2019030110-abc:2', '15', '2']]);
    expect(errorDays(joined)).toEqual([{ version: 3, day: '2019-03-01', rows: 2, loss: 2, bias: 0 }]);
  });
});
