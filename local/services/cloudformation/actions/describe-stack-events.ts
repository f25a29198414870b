import { StackEvents } from '../../../cloudformation/stack-events.ts';
import { action, keyBefore, pageAfter } from '../../../kernel/index.ts';
import { validationError } from '../errors.ts';
import { PAGE, invalidToken } from '../pages.ts';
import { findGone, findStack, onStack } from '../stacks.ts';
import type { Named } from '../stacks.ts';

/** DescribeStackEvents: the newest first; those of a deleted stack by its id. */
export const describeStackEvents = action(
  'DescribeStackEvents',
  onStack('DescribeStackEvents'),
  ({ StackName, NextToken }: Named & { readonly NextToken?: string }, { cloud }) => {
    const stack = findStack(StackName, cloud) ?? findGone(StackName, cloud);
    if (!stack) throw validationError(`Stack [${StackName}] does not exist`);
    const before = Number(keyBefore(NextToken, invalidToken) || Number.MAX_SAFE_INTEGER);
    const rows = new StackEvents(cloud).before(stack.id, before, PAGE + 1);
    const { page, next } = pageAfter(rows, PAGE, ({ sequence }) => sequence);
    return {
      StackEvents: page.map((row) => ({
        StackId: row.stack,
        EventId: row.id,
        StackName: row.name,
        LogicalResourceId: row.logical,
        PhysicalResourceId: row.physical,
        ResourceType: row.type,
        Timestamp: new Date(row.time),
        ResourceStatus: row.status,
        ResourceStatusReason: row.reason ?? undefined,
      })),
      NextToken: next,
    };
  },
);
