import { beforeEach, describe, expect, test } from 'vitest';
import { collect } from '../../lambda/collect-slot/handler.ts';
import { deploy } from '../../lambda/deploy-version/handler.ts';
import { end } from '../../lambda/end-run/handler.ts';
import { measure } from '../../lambda/evaluate-challenger/handler.ts';
import { observe } from '../../lambda/observe-deployment/handler.ts';
import { plan } from '../../lambda/plan-run/handler.ts';
import { prepare } from '../../lambda/prepare-features/handler.ts';
import { promote } from '../../lambda/promote-version/handler.ts';
import { register } from '../../lambda/register-version/handler.ts';
import { aVersion } from '../domain/support/builders.ts';
import { Platform } from './support/platform.ts';
import { asCsv, rides, ridesDefinition } from './support/rides.ts';

let platform: Platform;
let runId: string;
const record = (sk: string) => platform.registry.records.get(`rides ${sk}`);
const put = (sk: string, value: object): void => void platform.registry.records.set(`rides ${sk}`, { ...value });

/** A platform whose first version serves. */
beforeEach(async () => {
  platform = new Platform('2019-02-10T00:00:00Z');
  platform.define(ridesDefinition());
  await platform.upload('uploads/rides/data/january.csv', asCsv(rides('2019-01-01', 40)));
  runId = platform.executions.started[0]!.name;
});

const request = () => ({ model: 'rides', runId, decisionId: 'd', reason: 'manual' as const, changedAt: null });

describe('plan-run', () => {
  test('pins the rows, and answers all that the state machine has to know', async () => {
    const settings = await plan(request(), platform);
    expect(settings).toMatchObject({
      ready: true, namePrefix: `rides-${runId}`, hasChampion: true,
      training: {
        image: 'xgboost:1.7-1', contentType: 'text/csv', spot: false, maxRuntimeSeconds: 3600, maxWaitSeconds: 3600,
        trainUri: `s3://artifacts/runs/rides/${runId}/train/`, outputUri: `s3://artifacts/runs/rides/${runId}/model/`,
      },
      transform: { championModelName: `rides-${runId}`, championInputUri: `s3://artifacts/runs/rides/${runId}/holdout/champion/` },
      approval: { mode: 'automatic', timeoutSeconds: 259_200 }, collectAfterSeconds: 86_400,
    });
    for (const value of Object.values(settings.training.hyperparameters)) expect(typeof value).toBe('string');
    expect(settings.namePrefix.length).toBeLessThanOrEqual(48);
  });

  test('says that it is not ready when there is too little to train on', async () => {
    const empty = new Platform('2019-02-10T00:00:00Z');
    empty.define(ridesDefinition());
    expect(await plan(request(), empty)).toMatchObject({ ready: false, note: '0 rows in the window, 30 are needed', hasChampion: false });
  });
});

describe('prepare-features', () => {
  test('writes the same files again when it runs again', async () => {
    await plan(request(), platform);
    await prepare({ model: 'rides', runId }, platform);
    const once = platform.artifacts.text(`runs/rides/${runId}/train/train.csv`);
    await prepare({ model: 'rides', runId }, platform);
    expect(platform.artifacts.text(`runs/rides/${runId}/train/train.csv`)).toBe(once);
    expect(once.split('\n')[0]).toMatch(/^[\d.]+,[\d.]+,[012],\d+,[123]$/);
  });

  test('says which side is too small', async () => {
    platform.define(ridesDefinition({ holdout: { share: 0.2, days: 1, minimumRows: 50 } }));
    await plan(request(), platform);
    expect(await prepare({ model: 'rides', runId }, platform)).toMatchObject({
      ready: false, note: expect.stringMatching(/to judge on; 30 and 50 are needed to train and judge$/),
    });
  });
});

describe('evaluate-challenger', () => {
  test('refuses an answer that does not fit the holdout', async () => {
    platform.artifacts.put(`runs/rides/${runId}/transform/challenger/holdout.csv.out`, '1\n2\n');
    await expect(measure({ model: 'rides', runId }, platform)).rejects.toMatchObject({ code: 'LengthMismatch' });
  });
});

describe('register-version', () => {
  const made = () => ({
    model: 'rides', runId, trainingJobName: 'j', trainingJobArn: 'arn:j', modelArtifact: 's3://m', modelName: `rides-${runId}`,
  });

  test('registers a run once, whoever asks again', async () => {
    const counters = record('COUNTERS');
    expect(await register(made(), platform)).toMatchObject({ version: 1, status: 'approved' });
    expect(record('COUNTERS')).toEqual(counters);
  });

  test('takes the next number when another run took the one in between', async () => {
    put('RUN#20190210-ffffffff', { ...record(`RUN#${runId}`), runId: '20190210-ffffffff', version: null });
    for (const name of ['plan', 'truth', 'evaluation', 'judgement']) {
      platform.artifacts.put(`runs/rides/20190210-ffffffff/${name}.json`, platform.artifacts.text(`runs/rides/${runId}/${name}.json`));
    }
    platform.registry.beforeWrite = () => {
      put('VERSION#000002', aVersion({ version: 2 }));
      put('COUNTERS', { ...record('COUNTERS'), versions: 2 });
    };
    expect(await register({ ...made(), runId: '20190210-ffffffff' }, platform)).toMatchObject({ version: 3 });
  });

  test('keeps the lineage from the rows to the job', () => {
    expect(record('VERSION#000001')).toMatchObject({
      status: 'serving', approvedBy: 'the gates', metrics: { mae: expect.any(Number) as number },
      lineage: {
        runId, reason: 'first', trainingJobArn: expect.stringMatching(/^arn:job:/), codeVersion: 'test', against: null,
        dataset: { rows: 2400 }, hyperparameters: { num_round: '20' },
      },
    });
  });
});

describe('deploy-version, observe-deployment', () => {
  test('a version that was not approved is not deployed', async () => {
    put('VERSION#000002', aVersion({ version: 2, status: 'refused' }));
    await expect(deploy({ model: 'rides', runId, version: 2 }, platform)).rejects.toMatchObject({ code: 'TransitionRefused' });
  });

  test('goes to the free slot, and to the same one again', async () => {
    const run = '20190211-00000002';
    put('VERSION#000002', aVersion({ version: 2 }));
    const once = await deploy({ model: 'rides', runId: run, version: 2 }, platform);
    expect(once).toMatchObject({ slot: 'b', endpointConfigName: `rides-${run}` });
    expect(await deploy({ model: 'rides', runId: run, version: 2 }, platform)).toEqual(once);
    expect(record('SLOT#b')).toMatchObject({ status: 'creating', version: 2, revision: 1 });
    expect(record('SLOT#a')).toMatchObject({ status: 'serving', version: 1 });
  });

  const deployed = () => ({
    model: 'rides', runId, version: 1, slot: 'a' as const, endpointName: 'rides-a', endpointConfigName: `rides-${runId}`,
  });

  test('an endpoint in service that answers as evaluated is ready', async () => {
    expect(await observe(deployed(), platform)).toMatchObject({ status: 'ready', reason: 'the endpoint answers 5 holdout rows as evaluated' });
  });

  test('one that is created is waited for, one with the old config has failed', async () => {
    platform.endpoints.state = { status: 'Creating' };
    expect(await observe(deployed(), platform)).toMatchObject({ status: 'creating' });
    platform.endpoints.state = { configName: 'old' };
    expect(await observe(deployed(), platform)).toMatchObject({ status: 'failed' });
  });

  test.each([
    ['something else', () => '1\n2\n3\n4\n5', /^row 0: the endpoint answers 1, the evaluated model/],
    ['no numbers', () => '<html>', /cannot be read/],
  ])('one that answers %s has failed', async (_name, answer, reason) => {
    platform.inference.answer = answer;
    expect(await observe(deployed(), platform)).toMatchObject({ status: 'failed', reason: expect.stringMatching(reason) });
  });
});

describe('promote-version, collect-slot', () => {
  const promotion = () => ({ model: 'rides', runId, version: 1, slot: 'a' as const, endpointName: 'rides-a' });

  test('promoting again changes nothing, and says so again', async () => {
    const before = JSON.stringify([...platform.registry.records]);
    expect(await promote(promotion(), platform)).toMatchObject({ previous: null });
    expect(JSON.stringify([...platform.registry.records])).toBe(before);
    expect(platform.bus.of('Version Promoted')).toHaveLength(2);
  });

  test('of two promotions at once one fails, and nothing is half done', async () => {
    put('VERSION#000002', aVersion({ version: 2 }));
    await deploy({ model: 'rides', runId: '20190211-00000002', version: 2 }, platform);
    platform.registry.beforeWrite = () => put('ALIAS#champion', { ...record('ALIAS#champion'), revision: 9 });
    await expect(promote({ ...promotion(), version: 2, slot: 'b' }, platform)).rejects.toMatchObject({ code: 'ConditionFailed' });
    expect(record('VERSION#000002')).toMatchObject({ status: 'approved' });
    expect(record('SLOT#a')).toMatchObject({ status: 'serving' });
  });

  test('a slot that serves, or that holds another version, is not collected', async () => {
    expect(await collect({ model: 'rides', slot: 'a', version: 1 }, platform)).toMatchObject({ collected: false });
    expect(await collect({ model: 'rides', slot: 'b', version: 1 }, platform)).toMatchObject({ collected: false, reason: 'slot b is empty' });
    expect(platform.endpoints.removed).toEqual([]);
  });

  test('a retired slot is collected once: endpoint, config and model', async () => {
    put('SLOT#a', { ...record('SLOT#a'), status: 'retired' });
    expect(await collect({ model: 'rides', slot: 'a', version: 1 }, platform)).toMatchObject({ collected: true });
    expect(platform.endpoints.removed).toEqual(['rides-a', `rides-${runId}`, `rides-${runId}`]);
    expect(await collect({ model: 'rides', slot: 'a', version: 1 }, platform)).toMatchObject({ collected: false });
  });

  test('an endpoint that never came up is collected too', async () => {
    put('SLOT#a', { ...record('SLOT#a'), status: 'creating' });
    expect(await collect({ model: 'rides', slot: 'a', version: 1 }, platform)).toMatchObject({ collected: true });
  });

  test('after a rollback the version that was rolled back is collected, not the one that serves again', async () => {
    put('SLOT#b', { ...record('SLOT#a'), slot: 'b', status: 'retired', version: 2, endpointName: 'rides-b' });
    expect(await collect({ model: 'rides', slot: 'a', version: 1 }, platform)).toEqual({
      collected: true, reason: 'endpoint rides-b of version 2 is removed',
    });
    expect(record('SLOT#a')).toMatchObject({ status: 'serving', version: 1 });
    expect(record('SLOT#b')).toMatchObject({ status: 'empty' });
  });
});

describe('end-run', () => {
  beforeEach(() => {
    put(`RUN#${runId}`, { ...record(`RUN#${runId}`), outcome: null, outcomeReason: null, endedAt: null, version: null });
    put('LEASE', { runId, reason: 'first', since: '2019-02-10T00:00:00.000Z', until: '2019-02-11T00:00:00.000Z' });
    platform.bus.events.splice(0);
  });

  const status = (value: 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'SUCCEEDED' | 'RUNNING', cause?: string) => ({
    id: 's', time: 't', source: 'aws.states', 'detail-type': 'Step Functions Execution Status Change' as const,
    detail: { executionArn: 'arn', name: runId, status: value, input: JSON.stringify({ model: 'rides' }), error: cause === undefined ? null : 'States.TaskFailed', cause },
  });

  test('ends a run, gives the lease back, writes history and says so', async () => {
    expect(await end({ model: 'rides', runId, outcome: 'refused', reason: 'worse', version: 1 }, platform)).toEqual({
      ended: true, outcome: 'refused', reason: 'worse',
    });
    expect(record('LEASE')).toBeUndefined();
    expect(record(`RUN#${runId}`)).toMatchObject({ outcome: 'refused', version: 1, endedAt: '2019-02-10T00:00:00.000Z' });
    expect(platform.bus.of('Run Ended')).toEqual([{ model: 'rides', runId, outcome: 'refused', reason: 'worse', version: 1 }]);
  });

  test('ends it once: the event about the execution finds it ended', async () => {
    await end({ model: 'rides', runId, outcome: 'promoted' }, platform);
    expect(await end(status('SUCCEEDED'), platform)).toMatchObject({ ended: false, outcome: 'promoted' });
    expect(platform.bus.of('Run Ended')).toHaveLength(1);
  });

  test.each([['FAILED', 'failed'], ['TIMED_OUT', 'timed-out'], ['ABORTED', 'stopped'], ['SUCCEEDED', 'failed']] as const)(
    'an execution that %s without coming so far ends its run as %s', async (value, outcome) => {
      expect(await end(status(value), platform)).toMatchObject({ ended: true, outcome });
    },
  );

  test('the reason of a failed job is dug out of its cause', async () => {
    const cause = JSON.stringify({ TrainingJobStatus: 'Failed', FailureReason: 'AlgorithmError: no label' });
    expect((await end(status('FAILED', cause), platform)).reason).toBe('States.TaskFailed: AlgorithmError: no label');
  });

  test('executions that go on, or that are not ours, are left alone', async () => {
    expect(await end(status('RUNNING'), platform)).toMatchObject({ ended: false });
    expect(await end({ ...status('FAILED'), detail: { ...status('FAILED').detail, input: '{}' } }, platform)).toMatchObject({ ended: false });
  });

  const underTest = (by: string) => put('ALIAS#challenger', { version: 1, runId: by, since: '2019-02-10T00:00:00.000Z' });

  test('its version is no challenger any more', async () => {
    underTest(runId);
    await end({ model: 'rides', runId, outcome: 'not-deployed' }, platform);
    expect(record('ALIAS#challenger')).toBeUndefined();
  });

  test('the challenger of another run stays one', async () => {
    underTest('20190211-00000002');
    await end({ model: 'rides', runId, outcome: 'not-deployed' }, platform);
    expect(record('ALIAS#challenger')).toMatchObject({ runId: '20190211-00000002' });
  });

  test('the lease of another run stays', async () => {
    put('LEASE', { runId: '20190211-00000002', reason: 'data', since: '2019-02-10T00:00:00.000Z', until: '2019-02-11T00:00:00.000Z' });
    await end({ model: 'rides', runId, outcome: 'failed' }, platform);
    expect(record('LEASE')).toMatchObject({ runId: '20190211-00000002' });
  });

  test('a run that changes in between is ended all the same', async () => {
    platform.registry.beforeWrite = () => put(`RUN#${runId}`, { ...record(`RUN#${runId}`), version: 1, revision: 99 });
    expect(await end({ model: 'rides', runId, outcome: 'failed' }, platform)).toMatchObject({ ended: true });
    expect(record(`RUN#${runId}`)).toMatchObject({ outcome: 'failed', version: 1, revision: 100 });
  });
});
