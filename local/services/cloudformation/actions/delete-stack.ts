import { StackStore } from '../../../cloudformation/stack-store.ts';
import { action } from '../../../kernel/index.ts';
import { validationError } from '../errors.ts';
import { amend, givenTo } from '../given.ts';
import { carryOn, setStatus } from '../lifecycle.ts';
import { findStack, onStack } from '../stacks.ts';
import type { Named } from '../stacks.ts';

/** DeleteStack: begins to remove what is there. A stack that is not there is no error. */
export const deleteStack = action(
  'DeleteStack',
  onStack('DeleteStack'),
  (
    {
      StackName,
      RetainResources = [],
      RoleARN,
    }: Named & { readonly RetainResources?: readonly string[]; readonly RoleARN?: string },
    { cloud, principal },
  ) => {
    const row = findStack(StackName, cloud);
    if (!row || row.status === 'DELETE_IN_PROGRESS') return {};
    const given = givenTo(row.id, cloud);
    if (given.terminationProtection)
      throw validationError(
        `Stack [${row.name}] cannot be deleted while TerminationProtection is enabled`,
      );
    if (row.status.endsWith('IN_PROGRESS') && row.status !== 'REVIEW_IN_PROGRESS')
      throw validationError(`Stack [${row.id}] is in ${row.status} state and cannot be deleted.`);
    if (RetainResources.length > 0 && row.status !== 'DELETE_FAILED')
      throw validationError(
        `Invalid operation on stack [${row.id}]. To delete this stack, do not specify resources to retain`,
      );
    for (const logicalId of RetainResources) new StackStore(cloud).drop(row.name, logicalId);
    amend(row.id, { principal, roleArn: RoleARN ?? given.roleArn }, cloud);
    setStatus(row, 'DELETE_IN_PROGRESS', cloud, 'User Initiated');
    carryOn(row.id, cloud);
    return {};
  },
);
