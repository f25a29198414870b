import { AwsError } from '../../../errors.ts';
import { processAction } from '../../../kernel/index.ts';
import { readDeployment } from '../body.ts';
import type { DeploymentInput } from '../body.ts';
import { beginCreation, onDeployment } from '../deploy.ts';
import { findStack } from '../stacks.ts';

/** CreateStack: answers when the stack has begun to be made; DescribeStacks tells how it goes. */
export const createStack = processAction(
  'CreateStack',
  onDeployment('CreateStack'),
  async (input: DeploymentInput, context) => {
    const { cloud } = context;
    const refuseExisting = () => {
      if (findStack(input.StackName, cloud))
        throw new AwsError('AlreadyExistsException', `Stack [${input.StackName}] already exists`, {
          status: 400,
        });
    };
    refuseExisting();
    const deployment = await readDeployment(input, context);
    refuseExisting();
    return { StackId: beginCreation(input.StackName, deployment, cloud) };
  },
);
