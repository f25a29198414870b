import { action } from '../../../kernel/index.ts';
import { dashboardNamed, onDashboard } from '../dashboards.ts';

/** DeleteDashboards: all, or none where one is not there. */
export const deleteDashboards = action(
  'DeleteDashboards',
  ({ DashboardNames }: { readonly DashboardNames: readonly string[] }, context) =>
    DashboardNames.map((name) => onDashboard('DeleteDashboards', name, context)),
  ({ DashboardNames }, { cloud }) => {
    for (const name of DashboardNames) dashboardNamed(name, cloud);
    for (const name of DashboardNames)
      cloud.db.run('DELETE FROM cloudwatch_dashboards WHERE name = ?', name);
    return {};
  },
);
