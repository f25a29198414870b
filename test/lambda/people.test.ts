import { beforeEach, describe, expect, test } from 'vitest';
import { manage } from '../../lambda/manage-model/handler.ts';
import { tell } from '../../lambda/notify-oncall/handler.ts';
import { operate } from '../../lambda/operate-model/handler.ts';
import { promote } from '../../lambda/promote-version/handler.ts';
import { askForApproval } from '../../lambda/request-approval/handler.ts';
import { deploy } from '../../lambda/deploy-version/handler.ts';
import { aRun, aVersion } from '../domain/support/builders.ts';
import { Platform } from './support/platform.ts';
import { asCsv, rides, ridesDefinition } from './support/rides.ts';
import type { OperatorCommand } from '../../lambda/operate-model/contract.ts';
import type { ResourceAnswer } from '../../lambda/manage-model/respond.ts';

const RUN = '20190301-00000001';
const ADA = 'arn:aws:sts::1:assumed-role/Operator/ada';

let platform: Platform;
beforeEach(() => {
  platform = new Platform('2019-02-10T00:00:00Z');
  platform.define(ridesDefinition());
});

const put = (sk: string, value: object): void => void platform.registry.records.set(`rides ${sk}`, { ...value });
const record = (sk: string) => platform.registry.records.get(`rides ${sk}`);
const history = () => [...platform.registry.records].filter(([key]) => key.startsWith('rides HISTORY#')).map(([, each]) => each);

async function command(
  body: OperatorCommand | object, who: string | null = ADA,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await operate({
    body: JSON.stringify(body),
    requestContext: {
      requestId: 'r', http: { method: 'POST' }, ...(who === null ? {} : { authorizer: { iam: { userArn: who } } }),
    },
  }, platform);
  return { status: answer.statusCode, body: JSON.parse(answer.body) as Record<string, unknown> };
}

describe('approvals', () => {
  beforeEach(async () => {
    put(`RUN#${RUN}`, aRun({ requestedBy: ADA, version: 1 }));
    put('VERSION#000001', aVersion({ status: 'pending', approvedBy: null }));
    await askForApproval({ model: 'rides', runId: RUN, version: 1, taskToken: 'token' }, platform);
  });
  const approve = { command: 'approve', model: 'rides', version: 1, reason: 'looks well' } as const;

  test('are asked for once per token', async () => {
    expect(await askForApproval({ model: 'rides', runId: RUN, version: 1, taskToken: 'token' }, platform)).toEqual({ asked: false });
    expect(platform.topic.messages.map(({ subject }) => subject)).toEqual(['rides: version 1 waits for approval']);
    expect(record(`APPROVAL#${RUN}`)).toMatchObject({ taskToken: 'token', ttl: 1_550_016_000 });
  });

  test('are given by somebody else than who asked for the run', async () => {
    expect(await command(approve)).toMatchObject({ status: 409, body: { error: 'TransitionRefused' } });
    expect(await command(approve, 'arn:bob')).toMatchObject({ status: 200, body: { done: 'version 1 is approved, its run goes on', by: 'arn:bob' } });
    expect(record('VERSION#000001')).toMatchObject({ status: 'approved', approvedBy: 'arn:bob' });
    expect(platform.executions.answered).toEqual([{ token: 'token', with: { approved: true, by: 'arn:bob' } }]);
    expect(history()).toMatchObject([{ who: 'arn:bob', what: 'approved', effect: 'version 1 is approved: looks well' }]);
  });

  test('may be given by who asked where the definition says so', async () => {
    platform.define(ridesDefinition({ approval: { mode: 'manual', requesterMayApprove: true } }));
    expect((await command(approve)).status).toBe(200);
  });

  test('given twice wake the run twice, and are written once', async () => {
    await command(approve, 'arn:bob');
    expect((await command(approve, 'arn:bob')).status).toBe(200);
    expect(history()).toHaveLength(1);
  });

  test('may be refused, and then not given', async () => {
    expect(await command({ ...approve, command: 'reject' }, 'arn:bob')).toMatchObject({ body: { done: 'version 1 is rejected, its run ends' } });
    expect(platform.executions.answered).toEqual([{ token: 'token', with: 'Rejected' }]);
    expect(await command(approve, 'arn:bob')).toMatchObject({ status: 409 });
  });
});

describe('commands', () => {
  test('are taken from nobody who has not signed', async () => {
    expect(await command({ command: 'retrain', model: 'rides', reason: 'x' }, null)).toMatchObject({ status: 403 });
    expect(platform.bus.events).toEqual([]);
  });

  test('who gave one is never taken from what they say', async () => {
    await command({ command: 'retrain', model: 'rides', reason: 'new prices', by: 'somebody else' });
    expect(platform.bus.of('Retraining Requested')).toEqual([{ model: 'rides', by: ADA, reason: 'new prices', kind: 'manual' }]);
  });

  test.each([{}, { command: 'delete', model: 'rides' }, { command: 'approve', model: 'rides', reason: 'x' }, { command: 'retrain', model: 'rides' }])(
    '%j is answered with what to send', async (body) => {
      expect(await command(body)).toMatchObject({ status: 400, body: { message: expect.stringContaining('send {') } });
    },
  );

  test('a rollback makes the version before serve again, as long as its endpoint is there', async () => {
    await platform.upload('uploads/rides/data/a.csv', asCsv(rides('2019-01-01', 40)));
    put('VERSION#000002', aVersion({ version: 2 }));
    const deployed = await deploy({ model: 'rides', runId: '20190211-00000002', version: 2 }, platform);
    await promote(deployed, platform);
    const rollback = { command: 'rollback', model: 'rides', reason: 'worse' } as const;
    expect(await command(rollback)).toMatchObject({ status: 200, body: { done: "version 1 serves 'rides' again instead of version 2" } });
    expect(record('ALIAS#champion')).toMatchObject({ version: 1, slot: 'a' });
    expect(record('VERSION#000002')).toMatchObject({ status: 'retired' });
    expect(history().at(-1)).toMatchObject({ who: ADA, what: 'rolled-back' });
    platform.endpoints.plans.delete('rides-b');
    expect(await command(rollback)).toMatchObject({ status: 409, body: { error: 'NothingDeployed' } });
  });

  test('a rollback without anything to go back to is refused with what to do instead', async () => {
    expect(await command({ command: 'rollback', model: 'rides', reason: 'x' })).toMatchObject({
      status: 409, body: { message: "retrain 'rides' instead: no earlier version is kept ready" },
    });
  });
});

describe('people on call', () => {
  const at = { id: 'e', time: '2019-02-10T00:00:00Z' };

  test('hear of failed runs and of promotions, not of refused challengers', async () => {
    const ended = { model: 'rides', runId: RUN, outcome: 'failed' as const, reason: 'no memory', version: null };
    expect(await tell({ ...at, 'detail-type': 'Run Ended', detail: ended }, platform)).toMatchObject({ told: true });
    expect(await tell({ ...at, 'detail-type': 'Run Ended', detail: { ...ended, outcome: 'refused' } }, platform)).toMatchObject({ told: false });
    const promoted = { model: 'rides', version: 2, previous: 1, runId: RUN, by: 'the pipeline', reason: 'better' };
    await tell({ ...at, 'detail-type': 'Version Promoted', detail: promoted }, platform);
    expect(platform.topic.messages.map(({ subject }) => subject)).toEqual([`rides: run ${RUN} failed`, 'rides: version 2 serves']);
  });

  test('hear of refused files, but not of the same content again', async () => {
    const refused = { model: 'rides', uploadId: '0'.repeat(24), key: 'uploads/rides/data/x.csv', code: 'BadRows', reason: 'correct it' };
    await tell({ ...at, 'detail-type': 'Upload Refused', detail: refused }, platform);
    await tell({ ...at, 'detail-type': 'Upload Refused', detail: { ...refused, code: 'SameContent' } }, platform);
    expect(platform.topic.messages).toHaveLength(1);
  });

  test('hear of alarms with the last decision of the arbiter', async () => {
    put('DECISION#2019-02-09T00:00:00Z#d', {
      decisionId: 'd', decision: 'suppressed', because: 'drift', reason: 'cooling down', by: 'x', at: '2019-02-09T00:00:00.000Z', runId: null,
    });
    await tell({
      ...at, source: 'aws.cloudwatch', 'detail-type': 'CloudWatch Alarm State Change',
      detail: {
        alarmName: 'rides-drift', state: { value: 'ALARM' },
        configuration: { metrics: [{ metricStat: { metric: { name: 'DriftScore', dimensions: { Model: 'rides' } } } }] },
      },
    }, platform);
    expect(platform.topic.messages[0]?.message).toContain('Last decision: 2019-02-09T00:00:00.000Z: suppressed, cooling down');
  });
});

describe('the model in its stack', () => {
  const answers: ResourceAnswer[] = [];
  beforeEach(() => void answers.splice(0));
  const resource = (RequestType: 'Create' | 'Update' | 'Delete', changes: object = {}, PhysicalResourceId?: string) => manage({
    RequestType, RequestId: 'r', StackId: 's', LogicalResourceId: 'Model', ResponseURL: 'https://x', PhysicalResourceId,
    ResourceProperties: {
      Definition: JSON.stringify(ridesDefinition()), StateMachineArn: 'arn:machine', ImageUri: 'image:1.7-1', ...changes,
    },
  }, { ...platform, respond: async (_request, answer) => void answers.push(answer) });

  test('is written into the registry, and answered with its physical id', async () => {
    platform.registry.records.clear();
    expect(await resource('Create')).toEqual({ physicalResourceId: 'model-rides', status: 'SUCCESS' });
    expect(record('DEFINITION')).toMatchObject({ stateMachineArn: 'arn:machine', imageUri: 'image:1.7-1', definition: { name: 'rides' } });
    expect(answers).toEqual([{ status: 'SUCCESS', physicalResourceId: 'model-rides', reason: '' }]);
    expect((await resource('Update', {}, 'model-rides')).physicalResourceId).toBe('model-rides');
  });

  test('with a wrong definition fails with the reason, and its deletion then does nothing', async () => {
    const failed = await resource('Create', { Definition: '{"name":"Rides"}' });
    expect(failed.status).toBe('FAILED');
    expect(answers[0]?.reason).toMatch(/^InvalidDefinition: correct/);
    expect(await resource('Delete', { Definition: '{' }, failed.physicalResourceId)).toMatchObject({ status: 'SUCCESS' });
  });

  test('goes with its executions, endpoints, configs and models, and nobody else\'s; its history stays', async () => {
    platform.executions.running = 2;
    const plan = (model: string, slot: string) => platform.endpoints.create({
      endpointName: `${model}-${slot}`, configName: `${model}-${RUN}`, modelName: `${model}-${RUN}`, serving: { mode: 'serverless', memoryMb: 1024, maxConcurrency: 1 },
    });
    await plan('rides', 'a');
    await plan('rides-two', 'a');
    expect(await resource('Delete', {}, 'model-rides')).toMatchObject({ status: 'SUCCESS' });
    expect(platform.executions.running).toBe(0);
    expect(platform.endpoints.removed).toEqual(['rides-a', `rides-${RUN}`, `rides-${RUN}`]);
    expect(record('DEFINITION')).toBeUndefined();
    expect(history()).toMatchObject([{ what: 'retired', effect: 'stopped 2 executions, removed 3 endpoints, configs and models' }]);
    expect(await resource('Delete', {}, 'model-rides')).toMatchObject({ status: 'SUCCESS' });
  });
});
