import { action } from '../../../kernel/index.ts';
import { changeSetNamed } from '../change-sets.ts';
import type { ChangeSetInput, NamedChangeSet, ResourceChange } from '../change-sets.ts';
import { onStack, parametersOf, stackNamed } from '../stacks.ts';

/** DescribeChangeSet, one page. */
export const describeChangeSet = action(
  'DescribeChangeSet',
  onStack('DescribeChangeSet'),
  (input: NamedChangeSet, { cloud }) => {
    const row = changeSetNamed(input, cloud);
    const { template, given, description } = JSON.parse(row.input) as ChangeSetInput;
    return {
      ChangeSetName: row.name,
      ChangeSetId: row.id,
      StackId: row.stack,
      StackName: stackNamed(row.stack, cloud).name,
      Description: description,
      Parameters: parametersOf(template, given),
      CreationTime: new Date(row.created),
      ExecutionStatus: row.execution,
      Status: row.status,
      StatusReason: row.reason ?? undefined,
      NotificationARNs: given.notificationArns,
      RollbackConfiguration: {},
      Capabilities: given.capabilities,
      Tags: given.tags,
      Changes: (JSON.parse(row.changes) as readonly ResourceChange[]).map((change) => ({
        Type: 'Resource',
        ResourceChange: change,
      })),
      IncludeNestedStacks: false,
    };
  },
);
