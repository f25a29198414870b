import { action } from '../../../kernel/index.ts';
import { checkDashboard, onDashboard } from '../dashboards.ts';
import { invalidValue } from '../errors.ts';

/** Input of PutDashboard. */
export interface PutDashboardInput {
  readonly DashboardName: string;
  readonly DashboardBody: string;
}

/** PutDashboard: kept as it is written. */
export const putDashboard = action(
  'PutDashboard',
  ({ DashboardName }: PutDashboardInput, context) => [
    onDashboard('PutDashboard', DashboardName, context),
  ],
  ({ DashboardName, DashboardBody }, { cloud }) => {
    if (!/^[A-Za-z0-9_-]+$/.test(DashboardName))
      throw invalidValue(
        'The value for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).\n',
      );
    if (DashboardName.length > 255)
      throw invalidValue('The value for field DashboardName is longer than 255 characters.\n');
    checkDashboard(DashboardBody);
    cloud.db.run(
      'INSERT OR REPLACE INTO cloudwatch_dashboards VALUES (?, ?, ?)',
      DashboardName,
      DashboardBody,
      cloud.world.now(),
    );
    return { DashboardValidationMessages: [] };
  },
);
