import { StackStore } from '../../cloudformation/stack-store.ts';
import type { StackRow } from '../../cloudformation/stack-store.ts';
import type { ActionContext, Cloud, Permission } from '../../kernel/index.ts';
import type { Deployment, DeploymentInput } from './body.ts';
import { changesNothing } from './change-sets.ts';
import { validationError } from './errors.ts';
import { give } from './given.ts';
import { carryOn, tellStatus } from './lifecycle.ts';
import { onStack } from './stacks.ts';

/** Statuses of a stack that can be changed. */
const CHANGEABLE: ReadonlySet<string> = new Set([
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  // A stack of a cloud assembly whose deployment was cut off or failed goes on.
  'UPDATE_FAILED',
]);

/** The permissions of a deployment: of the call, and to hand on the role that makes the resources. */
export const onDeployment =
  (name: string) =>
  (input: DeploymentInput, context: ActionContext): readonly Permission[] => [
    ...onStack(name)(input, context),
    ...(input.RoleARN === undefined
      ? []
      : [
          {
            action: 'iam:PassRole',
            resource: input.RoleARN,
            context: { 'iam:PassedToService': 'cloudformation.amazonaws.com' },
          },
        ]),
  ];

/** Begins to make a stack, or one that a change set announced; returns its id. */
export function beginCreation(name: string, { template, given }: Deployment, cloud: Cloud): string {
  return cloud.db.transaction(() => {
    const id = new StackStore(cloud).begin({ name, template });
    give(id, given, cloud);
    tellStatus({ id, name }, 'CREATE_IN_PROGRESS', cloud, 'User Initiated');
    carryOn(id, cloud);
    return id;
  });
}

/** Begins to change a stack. */
export function beginUpdate(row: StackRow, { template, given }: Deployment, cloud: Cloud): void {
  cloud.db.transaction(() => {
    new StackStore(cloud).begin({ name: row.name, template });
    give(row.id, given, cloud);
    tellStatus(row, 'UPDATE_IN_PROGRESS', cloud, 'User Initiated');
    carryOn(row.id, cloud);
  });
}

/** @throws AwsError where a stack is in no state to be changed */
export function checkChangeable({ id, status }: StackRow): void {
  if (!CHANGEABLE.has(status))
    throw validationError(`Stack:${id} is in ${status} state and can not be updated.`);
}

/** @throws AwsError where a deployment would leave a stack as it is */
export function refuseNothing(row: StackRow, next: Deployment, cloud: Cloud): void {
  if (row.status !== 'UPDATE_FAILED' && changesNothing(row, next, cloud))
    throw validationError('No updates are to be performed.');
}
