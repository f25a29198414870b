import { action } from '../../../kernel/index.ts';
import { dashboardArn, dashboardNamed, onDashboard } from '../dashboards.ts';

/** GetDashboard. */
export const getDashboard = action(
  'GetDashboard',
  ({ DashboardName }: { readonly DashboardName: string }, context) => [
    onDashboard('GetDashboard', DashboardName, context),
  ],
  ({ DashboardName }, { cloud }) => {
    const { name, body } = dashboardNamed(DashboardName, cloud);
    return { DashboardArn: dashboardArn(name, cloud), DashboardBody: body, DashboardName: name };
  },
);
