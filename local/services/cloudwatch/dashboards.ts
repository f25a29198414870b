import { AwsError } from '../../errors.ts';
import type { ActionContext, Cloud, Permission } from '../../kernel/index.ts';

/** A row of the dashboards' table. */
export interface DashboardRow {
  readonly name: string;
  readonly body: string;
  readonly modified: number;
}

/** ARN of a dashboard: it has no region. */
export function dashboardArn(name: string, cloud: Cloud): string {
  return `arn:${cloud.partition}:cloudwatch::${cloud.accountId}:dashboard/${name}`;
}

/** Permission for an action on a dashboard. */
export function onDashboard(action: string, name: string, { cloud }: ActionContext): Permission {
  return { action: `cloudwatch:${action}`, resource: dashboardArn(name, cloud) };
}

/** The dashboard, or AWS's ResourceNotFound. */
export function dashboardNamed(name: string, cloud: Cloud): DashboardRow {
  const row = cloud.db.get<DashboardRow>(
    'SELECT * FROM cloudwatch_dashboards WHERE name = ?',
    name,
  );
  if (row) return row;
  throw new AwsError('DashboardNotFoundError', `Dashboard ${name} does not exist`, { status: 404 });
}

interface Finding {
  readonly dataPath: string;
  readonly message: string;
}

/** Throws DashboardInvalidInputError for a body that is no dashboard. */
export function checkDashboard(body: string): void {
  const findings = findingsOf(body);
  if (findings.length === 0) return;
  const list = JSON.stringify(findings, null, 2);
  throw new AwsError(
    'DashboardInvalidInputError',
    `The dashboard body is invalid, there are ${findings.length} validation errors:\n${list}`,
    {
      members: {
        dashboardValidationMessages: findings.map(({ dataPath, message }) => ({
          DataPath: dataPath,
          Message: message,
        })),
      },
    },
  );
}

function findingsOf(body: string): readonly Finding[] {
  const parsed = parsedJson(body);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return [{ dataPath: '', message: 'The dashboard body must be a JSON object' }];
  const { widgets } = parsed as { readonly widgets?: unknown };
  if (!Array.isArray(widgets))
    return [{ dataPath: '', message: "should have required property 'widgets'" }];
  return (widgets as readonly unknown[]).flatMap((widget, index) =>
    ['type', 'properties'].flatMap((name) =>
      typeof widget === 'object' && widget !== null && name in widget
        ? []
        : [{ dataPath: `/widgets/${index}`, message: `should have required property '${name}'` }],
    ),
  );
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
