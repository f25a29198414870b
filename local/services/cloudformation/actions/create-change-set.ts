import { AwsError, NotEmulated } from '../../../errors.ts';
import { processAction } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import type { StackRow } from '../../../cloudformation/stack-store.ts';
import { readDeployment } from '../body.ts';
import type { DeploymentInput } from '../body.ts';
import { NO_CHANGES, changesNothing, changesOf } from '../change-sets.ts';
import type { ChangeSetInput } from '../change-sets.ts';
import { checkChangeable, onDeployment } from '../deploy.ts';
import { validationError } from '../errors.ts';
import { announceStack } from '../review.ts';
import { findStack } from '../stacks.ts';

interface CreateChangeSetInput extends DeploymentInput {
  readonly ChangeSetName: string;
  readonly ChangeSetType?: 'CREATE' | 'UPDATE' | 'IMPORT';
  readonly Description?: string;
}

/** CreateChangeSet: what a deployment would do, without doing it. */
export const createChangeSet = processAction(
  'CreateChangeSet',
  onDeployment('CreateChangeSet'),
  async (input: CreateChangeSetInput, context) => {
    const { cloud } = context;
    const type = input.ChangeSetType ?? 'UPDATE';
    if (type === 'IMPORT')
      throw new NotEmulated('change sets that import resources', 'make them by the template');
    const there = () => stackFor(input, type, cloud);
    const before = there();
    const deployment = await readDeployment(input, context, type === 'UPDATE' ? before : undefined);
    const stack = there() ?? announceStack(input.StackName, deployment, cloud);
    return {
      Id: putChangeSet(
        input,
        stack,
        { ...deployment, type, description: input.Description },
        cloud,
      ),
      StackId: stack.id,
    };
  },
);

/** The stack that a change set is for; undefined: it is to be announced. */
function stackFor(
  { StackName, ChangeSetName }: CreateChangeSetInput,
  type: 'CREATE' | 'UPDATE',
  cloud: Cloud,
): StackRow | undefined {
  const row = findStack(StackName, cloud);
  if (type === 'UPDATE') {
    if (!row) throw validationError(`Stack [${StackName}] does not exist`);
    checkChangeable(row);
  } else if (row && row.status !== 'REVIEW_IN_PROGRESS') {
    throw validationError(
      `Stack [${StackName}] already exists and cannot be created again with the changeSet [${ChangeSetName}].`,
    );
  }
  return row;
}

function putChangeSet(
  { ChangeSetName: name }: CreateChangeSetInput,
  stack: StackRow,
  input: ChangeSetInput,
  cloud: Cloud,
): string {
  const { accountId, region, world, db } = cloud;
  const id = `arn:aws:cloudformation:${region}:${accountId}:changeSet/${name}/${world.uuid()}`;
  const changesIt = input.type === 'CREATE' || !changesNothing(stack, input, cloud);
  const changes = changesIt ? changesOf(stack, input, cloud) : [];
  const made = db.run(
    'INSERT OR IGNORE INTO cloudformation_change_sets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    id,
    name,
    stack.id,
    changesIt ? 'CREATE_COMPLETE' : 'FAILED',
    changesIt ? 'AVAILABLE' : 'UNAVAILABLE',
    changesIt ? null : NO_CHANGES,
    JSON.stringify(input),
    JSON.stringify(changes),
    world.now(),
  );
  if (made === 0)
    throw new AwsError(
      'AlreadyExistsException',
      `ChangeSet ${name} cannot be created due to a mismatch with existing attribute: it exists for stack ${stack.name}`,
      { status: 400 },
    );
  return id;
}
