/** What AWS's documentation says of Step Functions, each case with its source. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CATCH } from './catch.ts';
import type { DocumentedCase } from './documented-case.ts';
import { MAP_RUNS } from './map-runs.ts';
import { MAPS } from './maps.ts';
import { NESTED } from './nested.ts';
import { PARALLEL } from './parallel.ts';
import { Stage } from './play.ts';
import { REDRIVE } from './redrive.ts';
import { RETRY } from './retry.ts';
import { TIMEOUTS } from './timeouts.ts';

const TOPICS: Readonly<Record<string, readonly DocumentedCase[]>> = {
  Retry: RETRY,
  Catch: CATCH,
  Parallel: PARALLEL,
  'time-outs, heartbeats and tokens': TIMEOUTS,
  'nested executions': NESTED,
  'inline Map': MAPS,
  'distributed Map': MAP_RUNS,
  redrive: REDRIVE,
};

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

describe.each(Object.entries(TOPICS))('%s', (_, cases) => {
  test.each(cases)('$title', (one) => stage.play(one));

  test('every case says where AWS says so', () => {
    const without = cases.filter(({ source }) => !/^https:.+/.test(source.page) || !source.says);
    expect(without).toEqual([]);
  });
});
