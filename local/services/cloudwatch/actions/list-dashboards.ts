import { action } from '../../../kernel/index.ts';
import { dashboardArn } from '../dashboards.ts';
import type { DashboardRow } from '../dashboards.ts';
import { afterToken, tokenAfter } from '../paging.ts';

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
      afterToken(NextToken),
      PAGE + 1,
    );
    const page = rows.slice(0, PAGE);
    return {
      DashboardEntries: page.map(({ name, body, modified }) => ({
        DashboardName: name,
        DashboardArn: dashboardArn(name, cloud),
        LastModified: new Date(modified),
        Size: Buffer.byteLength(body),
      })),
      NextToken: rows.length > PAGE ? tokenAfter(page.at(-1)!.name) : undefined,
    };
  },
);
