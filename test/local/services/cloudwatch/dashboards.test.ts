import {
  CloudWatchClient,
  DeleteDashboardsCommand,
  GetDashboardCommand,
  ListDashboardsCommand,
  PutDashboardCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';

let cloud: TestCloud;
let cloudwatch: CloudWatchClient;

beforeAll(async () => {
  cloud = await emptyCloud();
  cloudwatch = new CloudWatchClient(cloud.settings);
});
afterAll(() => cloud.stop());

const put = (DashboardName: string, DashboardBody: string) =>
  cloudwatch.send(new PutDashboardCommand({ DashboardName, DashboardBody }));

test('a dashboard is kept as it was written', async () => {
  const body = '{"widgets": [{"type": "text", "properties": {"markdown": "hello"}}]}';
  await put('kept', body);
  const got = await cloudwatch.send(new GetDashboardCommand({ DashboardName: 'kept' }));
  expect(got).toMatchObject({
    DashboardBody: body,
    DashboardArn: 'arn:aws:cloudwatch::000000000000:dashboard/kept',
  });
  const list = () => cloudwatch.send(new ListDashboardsCommand({ DashboardNamePrefix: 'ke' }));
  expect((await list()).DashboardEntries).toMatchObject([
    { DashboardName: 'kept', Size: body.length },
  ]);
  await cloudwatch.send(new DeleteDashboardsCommand({ DashboardNames: ['kept'] }));
  expect((await list()).DashboardEntries).toEqual([]);
  await expect(
    cloudwatch.send(new DeleteDashboardsCommand({ DashboardNames: ['kept'] })),
  ).rejects.toThrow('Dashboard kept does not exist');
});

test('a name or a body that is none is refused', async () => {
  await expect(put('not:good', '{"widgets": []}')).rejects.toThrow(
    'The value for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).',
  );
  await expect(put('bad', '{"widgets": [{"type": "text"}]}')).rejects.toThrow(
    'The dashboard body is invalid, there are 1 validation errors:',
  );
  await expect(put('bad', 'no json')).rejects.toThrow('The dashboard body is invalid');
});
