import { AwsError } from '../../../errors.ts';
import { action, processAction } from '../../../kernel/index.ts';
import type { ActionContext, Cloud, Permission } from '../../../kernel/index.ts';
import { StackDeployer } from '../../../cloudformation/engine.ts';
import type { StackOutput, StackRow } from '../../../cloudformation/stack-store.ts';

interface Named {
  readonly StackName: string;
}

const onStack =
  (name: string) =>
  (
    { StackName }: { readonly StackName?: string },
    { cloud }: ActionContext,
  ): readonly Permission[] => [
    {
      action: `cloudformation:${name}`,
      resource: `arn:aws:cloudformation:${cloud.region}:${cloud.accountId}:stack/${StackName ?? '*'}/*`,
    },
  ];

/** DescribeStacks. */
export const describeStacks = action(
  'DescribeStacks',
  onStack('DescribeStacks'),
  ({ StackName }: { readonly StackName?: string }, { cloud }) => {
    const rows =
      StackName === undefined
        ? cloud.db.all<StackRow>('SELECT * FROM cloudformation_stacks ORDER BY name')
        : [stackNamed(StackName, cloud)];
    return { Stacks: rows.map(asStack) };
  },
);

/** ListStacks. */
export const listStacks = action(
  'ListStacks',
  onStack('ListStacks'),
  (_input: { readonly StackName?: string }, { cloud }) => ({
    StackSummaries: cloud.db
      .all<StackRow>('SELECT * FROM cloudformation_stacks ORDER BY name')
      .map(asStack),
  }),
);

interface ResourceRow {
  readonly logical: string;
  readonly type: string;
  readonly made: string;
  readonly updated: number;
}

/** DescribeStackResources. */
export const describeStackResources = action(
  'DescribeStackResources',
  onStack('DescribeStackResources'),
  ({ StackName }: Named, { cloud }) => {
    const stack = stackNamed(StackName, cloud);
    return {
      StackResources: resourcesOf(stack, cloud).map((row) => ({
        StackName: stack.name,
        StackId: stack.id,
        LogicalResourceId: row.logical,
        ResourceType: row.type,
        Timestamp: new Date(row.updated),
        PhysicalResourceId: (JSON.parse(row.made) as { ref: string }).ref,
        ResourceStatus: 'CREATE_COMPLETE',
      })),
    };
  },
);

/** ListStackResources, one page. */
export const listStackResources = action(
  'ListStackResources',
  onStack('ListStackResources'),
  ({ StackName }: Named, { cloud }) => ({
    StackResourceSummaries: resourcesOf(stackNamed(StackName, cloud), cloud).map((row) => ({
      LogicalResourceId: row.logical,
      ResourceType: row.type,
      LastUpdatedTimestamp: new Date(row.updated),
      ResourceStatus: 'CREATE_COMPLETE',
      PhysicalResourceId: (JSON.parse(row.made) as { ref: string }).ref,
    })),
  }),
);

/** DeleteStack: answers when everything is gone. A stack that is not there is no error. */
export const deleteStack = processAction(
  'DeleteStack',
  onStack('DeleteStack'),
  async ({ StackName }: Named, { cloud }) => {
    await new StackDeployer(cloud).destroy(StackName);
    return {};
  },
);

/** GetTemplate. */
export const getTemplate = action(
  'GetTemplate',
  onStack('GetTemplate'),
  ({ StackName }: Named, { cloud }) => ({ TemplateBody: stackNamed(StackName, cloud).template }),
);

function stackNamed(name: string, cloud: Cloud): StackRow {
  const row = cloud.db.get<StackRow>(
    'SELECT * FROM cloudformation_stacks WHERE name = ? OR id = ?',
    name,
    name,
  );
  if (!row)
    throw new AwsError('ValidationError', `Stack with id ${name} does not exist`, { status: 400 });
  return row;
}

function resourcesOf(stack: StackRow, cloud: Cloud): readonly ResourceRow[] {
  return cloud.db.all<ResourceRow>(
    'SELECT * FROM cloudformation_resources WHERE stack = ? ORDER BY logical',
    stack.name,
  );
}

function asStack(row: StackRow) {
  return {
    StackName: row.name,
    StackId: row.id,
    StackStatus: row.status,
    StackStatusReason: row.reason ?? undefined,
    CreationTime: new Date(row.created),
    LastUpdatedTime: new Date(row.updated),
    Outputs: Object.entries(JSON.parse(row.outputs) as Record<string, StackOutput>).map(
      ([OutputKey, { value, description, export: ExportName }]) => ({
        OutputKey,
        OutputValue: value,
        Description: description,
        ExportName,
      }),
    ),
  };
}
