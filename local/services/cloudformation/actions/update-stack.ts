import { processAction } from '../../../kernel/index.ts';
import { readDeployment } from '../body.ts';
import type { DeploymentInput } from '../body.ts';
import { beginUpdate, checkChangeable, onDeployment, refuseNothing } from '../deploy.ts';
import { validationError } from '../errors.ts';
import { findStack } from '../stacks.ts';

/** UpdateStack: answers when the change has begun. */
export const updateStack = processAction(
  'UpdateStack',
  onDeployment('UpdateStack'),
  async (input: DeploymentInput, context) => {
    const { cloud } = context;
    const find = () => {
      const row = findStack(input.StackName, cloud);
      if (!row) throw validationError(`Stack [${input.StackName}] does not exist`);
      checkChangeable(row);
      return row;
    };
    const deployment = await readDeployment(input, context, find());
    const row = find();
    refuseNothing(row, deployment, cloud);
    beginUpdate(row, deployment, cloud);
    return { StackId: row.id };
  },
);
