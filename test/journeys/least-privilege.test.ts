/**
 * What roles are given they use, in the life of a model whose platform has a key of its own. What
 * they do not use there has a reason in writing.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPlatform, gatewayOf } from '../../cli/aws/platform.ts';
import { askFor } from '../../cli/aws/predictions.ts';
import { isUnseen, neverUsed, readGranted, readUsed } from '../../cli/aws/used-permissions.ts';
import type { GrantedPermission } from '../../cli/aws/used-permissions.ts';
import { postSigned } from '../../cli/aws/signed-request.ts';
import { type as typed } from '../support/terminal.ts';
import { stopWhileTraining } from './support/abort.ts';
import { approvedAlone, largeFrom, repeatedRowsTold } from './support/edits.ts';
import { copyOfAssembly, customers, editTemplate, records, startJourney, upload } from './support/local-cloud.ts';
import type { Journey } from './support/local-cloud.ts';
import { rowsOf } from './support/rows.ts';
import { reasonFor, REASONS } from './support/unused-permissions.ts';

let folder: string;
let journey: Journey;
let granted: readonly GrantedPermission[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'least-privilege-'));
  const assembly = await copyOfAssembly(folder, 'kms');
  editTemplate(assembly, 'perennial-churn', approvedAlone);
  editTemplate(assembly, 'perennial-churn', repeatedRowsTold);
  // Only the first file of customers is large.
  editTemplate(assembly, 'perennial-platform', largeFrom(customers.length, 500_000));
  journey = await startJourney(folder, assembly);
  granted = await readGranted(journey.connection);
});
afterAll(async () => {
  await journey.stop();
  rmSync(folder, { recursive: true, force: true });
});

const of = (prefix: string) => records(journey.connection, prefix);

/** Types a command that must do what it says. */
async function perennial(...words: readonly string[]): Promise<void> {
  const { code, err } = await typed(...words, '--endpoint-url', journey.connection.endpoint!);
  expect([words.join(' '), code, code === 0 ? '' : err]).toEqual([words.join(' '), 0, '']);
}

// The life of a model, told in order.
describe('over the life of a model', { shuffle: false }, () => {
  test('its first version is trained, approved and serves', async () => {
    await upload(journey.connection, 'broken.csv', 'a,b\n1,2\n');
    await upload(journey.connection, 'x.csv', `${customers}refused\n`);
    await journey.pass(0);
    expect(await of('RUN#')).toMatchObject([{ outcome: null, version: 1 }]);
    await perennial('approve', 'churn', '1', '--reason', 'first');
    await journey.pass(10);
    expect(await of('ALIAS#champion')).toMatchObject([{ version: 1 }]);
  });

  test('it is asked, told the truth, and checked', async () => {
    const rows = rowsOf(customers);
    const { connection } = journey;
    const gatewayUrl = gatewayOf(await findPlatform(connection), 'churn');
    const [answer] = await askFor(rows.slice(0, 500), { model: 'churn', url: gatewayUrl }, connection);
    await postSigned(connection, gatewayUrl, { rows: rows.slice(0, 4000) });
    await journey.pass(5);
    const labels = join(folder, 'labels.csv');
    const told = rows.slice(0, 500).map(({ Churn }, index) => `${answer!.inference_id}:${index},${Churn}`);
    writeFileSync(labels, ['inference_id,Churn', ...told, 'never-given:0,No', ''].join('\n'));
    await perennial('upload', 'churn', labels, '--labels', '--no-wait');
    await journey.pass(5);
    writeFileSync(labels, ['inference_id,Churn', ...told.slice(0, 9), ''].join('\n'));
    await perennial('upload', 'churn', labels, '--labels', '--no-wait');
    await journey.pass(3 * 24 * 60);
    expect(await of('HEALTH')).toHaveLength(1);
  });

  test('its next versions are rejected, stopped, promoted, refused, rolled back', async () => {
    await perennial('retrain', 'churn', '--reason', 'try');
    const first = await waiting();
    await perennial('reject', 'churn', first, '--reason', 'no');
    await journey.pass(120);
    await perennial('retrain', 'churn', '--reason', 'stop it');
    await stopWhileTraining(journey);
    // Who asks for a run may not approve what comes of it: this one comes of data.
    await upload(journey.connection, 'y.csv', customers.split('\n').slice(0, -100).join('\n'));
    const second = await waiting();
    await perennial('approve', 'churn', second, '--reason', 'yes');
    await journey.pass(15);
    expect(await of('ALIAS#champion')).toMatchObject([{ version: Number(second) }]);
    const gatewayUrl = gatewayOf(await findPlatform(journey.connection), 'churn');
    await askFor(rowsOf(customers).slice(0, 5), { model: 'churn', url: gatewayUrl }, journey.connection);
    await perennial('rollback', 'churn', '--reason', 'back');
    expect(await of('ALIAS#champion')).toMatchObject([{ version: 1 }]);
    await journey.pass(3 * 24 * 60);
    const outcomes = (await of('RUN#')).map(({ outcome }) => outcome);
    expect(outcomes.sort()).toEqual(['promoted', 'promoted', 'rejected', 'stopped']);
    expect(await of('SLOT#')).toMatchObject([{ status: 'serving', version: 1 }, { status: 'empty' }]);
  });

  test('and it is destroyed', async () => {
    await perennial('destroy', 'churn', '--yes');
  });

  test('whatever its roles were given was used, or says why it is given', async () => {
    const used = await readUsed(journey.connection);
    const unused = neverUsed(granted, used).filter((one) => !isUnseen(one));
    const without = unused.filter((one) => reasonFor(one) === undefined);
    expect(without.map(({ role, action, resource }) => `${role} ${action} ${resource}`)).toEqual([]);
    const needless = REASONS.filter((reason) => !unused.some((one) => reasonFor(one) === reason.because));
    expect(needless).toEqual([]);
  });
});

/** The version that waits for approval when everything else is done. */
async function waiting(): Promise<string> {
  await journey.pass(120);
  const run = (await of('RUN#')).find(({ outcome }) => outcome === null);
  expect(run).toBeDefined();
  return String(run!.version);
}
