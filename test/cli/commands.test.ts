import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { VirtualClock } from '../../cli/story/virtual-clock.ts';
import type { GrantedPermission, UsedPermission } from '../../cli/aws/used-permissions.ts';
import { deployedCloud } from '../support/deployed-cloud.ts';
import type { DeployedCloud } from '../support/deployed-cloud.ts';
import { type as typed } from '../support/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'typed-'));
const customers = gunzipSync(
  readFileSync('pipelines/churn/data/telco-customer-churn.csv.gz'),
).toString('utf8');
const [header = '', ...rows] = customers.trim().split('\n');

/** A CSV file of these lines. */
function file(name: string, ...lines: readonly string[]): string {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  return join(folder, name);
}

let cloud: DeployedCloud;
const type = (...words: readonly string[]) => typed(...words, '--endpoint-url', cloud.endpoint);

beforeAll(async () => {
  cloud = await deployedCloud('--virtual-clock');
});
afterAll(() => cloud.stop());

/** Lets ten seconds of the cloud's time go by. */
async function later(): Promise<void> {
  const clock = new VirtualClock(cloud.endpoint);
  await clock.advanceTo(new Date((await clock.now()) + 10_000));
}

// The life of a model, told in order.
describe('commands on a local cloud', { shuffle: false }, () => {
  test('models lists what is deployed', async () => {
    const { code, json } = await type('models', '--json');
    expect(code).toBe(0);
    expect(json()).toMatchObject([
      { name: 'churn', task: 'binary', champion: null, rows: 0 },
      { name: 'taxi-fare', task: 'regression', champion: null, rows: 0 },
    ]);
  });

  test('a model that is not there is answered with those that are', async () => {
    for (const words of [
      ['status', 'fares'],
      ['runs', 'fares'],
      ['alarms', 'fares'],
      ['report', 'fares'],
      ['retrain', 'fares', '--reason', 'x'],
    ]) {
      const { code, err } = await type(...words);
      expect({ code, err }).toEqual({
        code: 1,
        err: "perennial: there is no model 'fares', there are: churn, taxi-fare\n  next: perennial models\n",
      });
    }
  });

  test('check judges by the deployed contract, and wants to know whose', async () => {
    const path = file('to-check.csv', header, ...rows.slice(0, 50));
    expect(await type('check', path, '--model', 'churn', '--json')).toMatchObject({ code: 0 });
    const { json } = await type('check', path, '--model', 'churn', '--json');
    const { contract } = json() as { contract: string };
    const older = await type('check', path, '--model', 'churn', '--contract', contract, '--json');
    expect(older.json()).toMatchObject({ contract, status: 'accepted' });
    const { code, err } = await type('check', path, '--model', 'churn', '--contract', 'none');
    expect({ code, err }).toMatchObject({
      code: 1, err: expect.stringContaining("no definition of 'churn' has the hash 'none'") as string,
    });
    expect(await type('check', path)).toMatchObject({
      code: 2,
      err: 'perennial: name one of the models with --model: churn, taxi-fare\n  next: perennial models\n',
    });
  });

  test('another platform is not there', async () => {
    expect(await type('models', '--platform', 'other')).toMatchObject({
      code: 1,
      err: `perennial: no platform 'other' is deployed at ${cloud.endpoint}\n  next: perennial up\n`,
    });
  });

  test('a prediction before the first version says what is missing', async () => {
    const { code, err } = await type(
      'predict',
      'churn',
      file('few.csv', header, ...rows.slice(0, 3)),
    );
    expect(code).toBe(1);
    expect(err).toContain(
      "no version of 'churn' serves yet: upload data, then wait for its first run\n  next: perennial status churn\n",
    );
  });

  test('an upload without the target is refused, with the reason and exit code 1', async () => {
    const { code, out } = await type(
      'upload',
      'churn',
      file('bad.csv', header.replace('Churn', 'Left'), ...rows.slice(0, 3)),
    );
    expect(code).toBe(1);
    expect(out).toContain(
      'refused: uploads/churn/data/bad.csv\n  0 rows read, 0 accepted, 0 refused\n',
    );
    expect(out).toContain("why: add the missing column 'Churn'");
  });

  test('an upload is answered with its receipt: counts, and examples of what is wrong', async () => {
    const odd = rows
      .slice(0, 30)
      .map((row, index) =>
        index === 4 ? row.replace(/Month-to-month|One year|Two year/, 'Forever') : row,
      );
    const { code, out } = await type(
      'upload',
      'churn',
      file('all.csv', header, ...odd, ...rows.slice(30)),
    );
    expect(code).toBe(0);
    expect(out).toContain(
      'accepted: uploads/churn/data/all.csv\n  7,043 rows read, 7,042 accepted, 1 refused\n',
    );
    expect(out).toMatch(/1 x \w+ in 'Contract'\n {4}line 6: .*\(Forever\)/);
    expect(out).toContain(`aws --endpoint-url ${cloud.endpoint} s3 cp`);
  });

  test('the upload trains the first version, and status shows how far the run is', async () => {
    await vi.waitFor(
      async () => {
        await later();
        const [run] = (await type('runs', 'churn', '--json')).json() as {
          outcome: string | null;
          outcomeReason: string;
        }[];
        if (run && run.outcome === null)
          expect((await type('status', 'churn')).out).toMatch(
            /in progress +run \d{8}-\w{8} because of first/,
          );
        expect(run).toMatchObject({ outcome: 'promoted', outcomeReason: 'version 1 serves' });
      },
      { timeout: 180_000, interval: 10 },
    );
    const { out } = await type('runs', 'churn');
    expect(out).toMatch(/\d{8}-[0-9a-f]{8} +first +.* v1 +promoted +version 1 serves/);
    expect(out).toContain('stepfunctions list-executions --state-machine-arn arn:aws:states:');
  }, 200_000);

  test('status shows the champion, the data, the decision and what to type next', async () => {
    const { code, out } = await type('status', 'churn');
    expect(code).toBe(0);
    expect(out).toMatch(/serving +v1 since .* at endpoint churn-a/);
    expect(out).toMatch(/data +7,042 rows accepted in 1 upload, 1 version made of them/);
    expect(out).toMatch(/last decision +.* fired \(first\): /);
    expect(out).toMatch(/^v1 +serving /m);
    expect(out).toContain('perennial runs churn');
    expect((await type('status')).out).toMatch(/^churn +v1 .* 7,042 /m);
  });

  test('predict asks the gateway row by row', async () => {
    const { code, json } = await type(
      'predict',
      'churn',
      file('few.csv', header, ...rows.slice(0, 5)),
      '--rows',
      '2',
      '--json',
    );
    expect(code).toBe(0);
    expect(json()).toMatchObject([
      { model: 'churn', version: 1, predictions: [expect.any(Number), expect.any(Number)] },
    ]);
  });

  test('ground truth goes in by the inference ids of predictions', async () => {
    const [answer] = (
      await type('predict', 'churn', file('few.csv', header, ...rows.slice(0, 5)), '--json')
    ).json() as { inference_id: string }[];
    const truth = file(
      'truth.csv',
      'inference_id,Churn',
      ...[0, 1, 2].map((row) => `${answer!.inference_id}:${row},No`),
    );
    const { code, out } = await type('upload', 'churn', truth, '--labels');
    expect(code).toBe(0);
    expect(out).toContain(
      'accepted: uploads/churn/labels/truth.csv\n  3 rows read, 3 accepted, 0 refused\n',
    );
  });

  test('predict takes JSON too, and shows rows that are refused', async () => {
    const good = Object.fromEntries(
      header.split(',').map((name, index) => [name, rows[0]!.split(',')[index]]),
    );
    writeFileSync(join(folder, 'rows.json'), JSON.stringify([good, { ...good, tenure: 'long' }]));
    const { code, out } = await type('predict', 'churn', join(folder, 'rows.json'));
    expect(code).toBe(0);
    expect(out).toMatch(/:0 +0\.\d+\n/);
    expect(out).toMatch(/:1 +refused: tenure: /);
    const semicolons = file('few.data', ...[header, rows[0]!].map((line) => line.replaceAll(',', ';')));
    for (const path of [file('rows.jsonl', JSON.stringify(good)), semicolons])
      expect((await type('predict', 'churn', path)).out).toMatch(/:0 +0\.\d+\n/);
  });

  test('a request of refused rows only fails with the reason', async () => {
    writeFileSync(join(folder, 'none.json'), '[{"tenure": "long"}]');
    const { code, err } = await type('predict', 'churn', join(folder, 'none.json'));
    expect(code).toBe(1);
    expect(err).toMatch(/^perennial: NoGoodRow: .*tenure: /);
  });

  test('what is not pending can be neither approved nor rejected', async () => {
    for (const verdict of ['approve', 'reject']) {
      const { code, err } = await type(verdict, 'churn', '1', '--reason', 'looked at it');
      expect(code).toBe(1);
      expect(err).toMatch(/version 1 of 'churn' cannot be (approved|rejected): it is serving/);
    }
    expect((await type('approve', 'churn', '9', '--reason', 'x')).code).toBe(1);
  });

  test('a rollback without a version to go back to says what to do instead', async () => {
    const { code, err } = await type('rollback', 'churn', '--reason', 'x');
    expect({ code, err }).toEqual({
      code: 1,
      err: "perennial: retrain 'churn' instead: no earlier version is kept ready\n  next: perennial status churn\n",
    });
  });

  test('retrain is a decision of the arbiter, in the name of who asked', async () => {
    const { code, json } = await type('retrain', 'churn', '--reason', 'tariffs changed', '--json');
    expect(code).toBe(0);
    expect(json()).toMatchObject({ by: 'arn:aws:iam::000000000000:root' });
    await vi.waitFor(
      async () => {
        await later();
        expect((await type('status', 'churn')).out).toMatch(
          /last decision +.* fired \(manual\): tariffs changed/,
        );
      },
      { timeout: 30_000, interval: 10 },
    );
  });

  test('rollback makes the version before serve again', async () => {
    await vi.waitFor(
      async () => {
        await later();
        const [run] = (await type('runs', 'churn', '--json')).json() as {
          outcome: string | null;
        }[];
        expect(run).toMatchObject({ outcome: 'promoted', version: 2 });
      },
      { timeout: 180_000, interval: 10 },
    );
    expect((await type('status', 'churn')).out).toContain('v1 is kept for a rollback');
    const { code, out } = await type('rollback', 'churn', '--reason', 'two looks worse');
    expect(code).toBe(0);
    expect(out).toContain(
      "version 1 serves 'churn' again instead of version 2\n  in the name of arn:aws:iam::000000000000:root",
    );
    expect((await type('status', 'churn')).out).toMatch(
      /serving +v1 since .* at endpoint churn-a; v2 is kept for a rollback/,
    );
  }, 200_000);

  test('alarms lists those that fire first; the history says what changed when', async () => {
    const { out } = await type('alarms', 'churn');
    expect(out).toContain('perennial-churn-runs-failed');
    expect(out).not.toContain('taxi-fare');
    expect(out).toContain('cloudwatch describe-alarms --alarm-name-prefix perennial-churn-');
    const changes = (await type('alarms', 'churn', '--history', '--json')).json() as {
      at: string;
      name: string;
    }[];
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.map(({ at }) => at)).toEqual(
      changes
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
  });

  test('logs shows what a function wrote, and what matches a filter', async () => {
    const { code, out } = await type('logs', 'admit-upload', '--since', '1d');
    expect(code).toBe(0);
    expect(out).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z {2}START RequestId: /m);
    const filtered = await type('logs', 'admit-upload', '--filter', 'END', '--json');
    for (const { message } of filtered.json() as { message: string }[])
      expect(message).toContain('END');
    expect((await type('logs', 'churn', '--filter', 'START')).out).toContain('START RequestId');
    const streams = ((await type('logs', 'churn', '--json')).json() as { stream: string }[]).map(
      ({ stream }) => stream,
    );
    expect(streams).toContainEqual(expect.stringMatching(/^churn-\d{8}-[0-9a-f]{8}-/));
  });

  test('logs of something unknown names what there is', async () => {
    const { code, err } = await type('logs', 'nothing');
    expect(code).toBe(1);
    expect(err).toMatch(
      /there is no function or model 'nothing', there are: admit-upload, .*churn/,
    );
  });

  test('permissions tells what roles used and what they never did', async () => {
    const { json } = await type('permissions', '--json');
    const { used, unused } = json() as { used: UsedPermission[]; unused: GrantedPermission[] };
    expect(used).toContainEqual(
      expect.objectContaining({
        action: 'sagemaker:CreateTrainingJob',
        principal: expect.stringContaining('churn'),
      }),
    );
    expect(unused).toContainEqual(
      expect.objectContaining({
        action: 'sagemaker:CreateTrainingJob',
        role: expect.stringContaining('taxi-fare'),
      }),
    );
    expect(
      unused.filter(
        ({ action, role }) => action === 'sagemaker:CreateTrainingJob' && role.includes('churn'),
      ),
    ).toEqual([]);
    expect((await type('permissions', '--unused')).out).toMatch(/used, \d+ given and never used/);
    const { out } = await type('permissions');
    expect(out).toMatch(/buildbaseline.* s3:PutObject +\d+ +arn:aws:s3:::\S+\/baselines\/\*/);
  });

  test('permissions on AWS says that only a local cloud counts', async () => {
    expect(await typed('permissions', '--aws')).toMatchObject({
      code: 1,
      err: 'perennial: only a local cloud counts which permissions are used\n  next: perennial up\n',
    });
  });

  test('functions lists every function with its size', async () => {
    const found = (await type('functions', '--json')).json() as {
      handler: string;
      model?: string;
      codeBytes: number;
    }[];
    expect(
      found.filter(({ handler }) => handler === 'serve-prediction').map(({ model }) => model),
    ).toEqual(['churn', 'taxi-fare']);
    for (const { codeBytes } of found) expect(codeBytes).toBeLessThan(1_000_000);
  });

  test('report shows what the newest check found, and writes it as a page', async () => {
    const clock = new VirtualClock(cloud.endpoint);
    await clock.advanceTo(new Date((await clock.now()) + 25 * 3_600_000));
    const page = join(folder, 'report.html');
    const { code, out } = await type('report', 'churn', '--out', page);
    expect(code).toBe(0);
    expect(out).toMatch(/^Not enough data to tell whether inputs drift\n\d+ rows seen, /);
    expect(out).toContain(`as a page: ${page}`);
    expect(out).toContain('reports/churn/');
    expect(readFileSync(page, 'utf8')).toContain('<h1 class="unsure">Not enough data');
    expect((await type('report', 'churn', '--out', page, '--json')).json()).toMatchObject({
      model: 'churn',
      drift: { verdict: 'not-enough-data' },
      page,
    });
    expect(await type('report', 'taxi-fare')).toMatchObject({ code: 1 });
  });

  test('destroy shows the stacks and deletes nothing without --yes', async () => {
    const { code, out } = await type('destroy');
    expect(code).toBe(1);
    expect(out).toContain(
      'would delete, in this order:\n  perennial-churn\n  perennial-taxi-fare\n  perennial-platform\n',
    );
    expect(((await type('models', '--json')).json() as unknown[]).length).toBe(2);
  });

  test('destroy of one model leaves the others; destroy of all leaves nothing', async () => {
    expect((await type('destroy', 'churn', '--yes')).code).toBe(0);
    expect((await type('models', '--json')).json()).toMatchObject([{ name: 'taxi-fare' }]);
    expect((await type('destroy', 'churn', '--yes')).code).toBe(1);
    expect((await type('destroy', '--yes')).code).toBe(0);
    expect((await type('models')).err).toContain("no platform 'perennial' is deployed");
  });
});
