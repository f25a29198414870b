import type { HandlerContext, Properties, ResourceHandler } from '../handler.ts';
import { optional, text } from './values.ts';

/** AWS::CloudWatch::Dashboard. */
export const cloudwatchDashboard: ResourceHandler = {
  type: 'AWS::CloudWatch::Dashboard',
  properties: ['DashboardName', 'DashboardBody'],
  create: async (properties, context) =>
    write(
      optional<string>(properties, 'DashboardName') ?? context.physicalName(255),
      properties,
      context,
    ),
  update: async (made, properties, _before, context) => write(made.ref, properties, context),
  async remove(made, _properties, { call }) {
    await call('cloudwatch', 'DeleteDashboards', { DashboardNames: [made.ref] });
  },
};

async function write(DashboardName: string, properties: Properties, { call }: HandlerContext) {
  const DashboardBody = text(properties, 'DashboardBody');
  await call('cloudwatch', 'PutDashboard', { DashboardName, DashboardBody });
  return { ref: DashboardName, attributes: {} };
}
