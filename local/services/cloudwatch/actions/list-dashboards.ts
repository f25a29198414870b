import { action, pageAfter } from '../../../kernel/index.ts';
import { dashboardArn } from '../dashboards.ts';
import type { DashboardRow } from '../dashboards.ts';
import { nameBefore } from '../paging.ts';

/** Input of ListDashboards. */
export interface ListDashboardsInput {
  readonly DashboardNamePrefix?: string;
  readonly NextToken?: string;
}

const PAGE = 1_000;

/** ListDashboards: a thousand a page, by name. */
export const listDashboards = action(
  'ListDashboards',
  () => [{ action: 'cloudwatch:ListDashboards', resource: '*' }],
  ({ DashboardNamePrefix: prefix = '', NextToken }: ListDashboardsInput, { cloud }) => {
    const rows = cloud.db.all<DashboardRow>(
      `SELECT * FROM cloudwatch_dashboards WHERE substr(name, 1, ?) = ? AND name > ?
       ORDER BY name LIMIT ?`,
      prefix.length,
      prefix,
      nameBefore(NextToken),
      PAGE + 1,
    );
    const { page, next } = pageAfter(rows, PAGE, ({ name }) => name);
    return {
      DashboardEntries: page.map(({ name, body, modified }) => ({
        DashboardName: name,
        DashboardArn: dashboardArn(name, cloud),
        LastModified: new Date(modified),
        Size: Buffer.byteLength(body),
      })),
      NextToken: next,
    };
  },
);
