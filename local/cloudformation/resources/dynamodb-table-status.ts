import { AwsError, LocalCloudError } from '../../errors.ts';
import { wakeAfter } from '../../world/world.ts';
import type { HandlerContext } from '../handler.ts';

type Caller = Pick<HandlerContext, 'call'>;

/** Milliseconds between two looks at a table, and how often one looks: for a minute. */
const PAUSE = 20;
const LOOKS = 3000;

const UNSETTLED: readonly (string | undefined)[] = ['CREATING', 'UPDATING'];

/** Changes a table, and waits until that is done. */
export async function changeTable(
  input: { readonly TableName: string; readonly [member: string]: unknown },
  context: Caller,
): Promise<void> {
  await context.call('dynamodb', 'UpdateTable', input);
  await untilActive(input.TableName, context);
}

/** Waits while a table is being made or changed; one that somebody deleted is not waited for. */
export async function untilActive(name: string, context: Caller): Promise<void> {
  await until(name, context, (status) => !UNSETTLED.includes(status));
}

/** Waits until a table is gone. */
export async function untilGone(name: string, context: Caller): Promise<void> {
  await until(name, context, (status) => status === undefined);
}

async function until(
  name: string,
  context: Caller,
  isDone: (status: string | undefined) => boolean,
): Promise<void> {
  for (let look = 0; look < LOOKS; look++) {
    if (isDone(await statusOf(name, context))) return;
    await pause();
  }
  throw new LocalCloudError('DeploymentFailed', `the table '${name}' does not settle`);
}

async function statusOf(TableName: string, { call }: Caller): Promise<string | undefined> {
  try {
    const { Table } = await call<{ Table: { readonly TableStatus: string } }>(
      'dynamodb',
      'DescribeTable',
      { TableName },
    );
    return Table.TableStatus;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    wakeAfter(PAUSE, resolve);
  });
}
