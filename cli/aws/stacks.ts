import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  paginateDescribeStacks,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { setTimeout as pause } from 'node:timers/promises';
import { CliError } from '../errors.ts';
import type { Connection } from './connection.ts';

/** A stack that belongs to a platform. */
export interface OwnedStack {
  readonly name: string;
  readonly id: string;
  readonly status: string;
  /** The model it is for. @default - it is the platform itself */
  readonly model: string | undefined;
}

const PAUSE_MILLIS = 2000;

/** The stacks of a platform, models first: those that hold its SSM parameters. */
export async function ownedStacks(connection: Connection): Promise<readonly OwnedStack[]> {
  const client = new CloudFormationClient(connection.settings);
  const owned: OwnedStack[] = [];
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) {
    for (const { StackName: name = '', StackId: id = '', StackStatus: status = '' } of Stacks) {
      const parameters = await parametersOf(name, `/perennial/${connection.platform}/`, client);
      if (parameters.length === 0) continue;
      const model = parameters
        .map((parameter) => /^models\/([^/]+)\//.exec(parameter)?.[1])
        .find((found) => found);
      owned.push({ name, id, status, model });
    }
  }
  return owned.sort((a, b) => Number(a.model === undefined) - Number(b.model === undefined));
}

/**
 * Deletes a stack and waits until it is gone. @throws CliError `Refused` with CloudFormation's
 * reason
 */
export async function deleteStack({ name, id }: OwnedStack, connection: Connection): Promise<void> {
  const client = new CloudFormationClient(connection.settings);
  await client.send(new DeleteStackCommand({ StackName: name }));
  for (;;) {
    const { StackStatus: status, StackStatusReason: reason } = await stackById(id, client);
    if (status === undefined || status === 'DELETE_COMPLETE') return;
    if (status === 'DELETE_FAILED') {
      const next = `aws cloudformation describe-stack-events --stack-name ${name}`;
      throw new CliError(
        'Refused',
        `the stack '${name}' could not be deleted: ${reason ?? 'no reason given'}`,
        next,
      );
    }
    await pause(PAUSE_MILLIS);
  }
}

async function stackById(
  id: string,
  client: CloudFormationClient,
): Promise<{ readonly StackStatus?: string; readonly StackStatusReason?: string }> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: id }));
    return Stacks[0] ?? {};
  } catch (error) {
    if (error instanceof Error && error.message.includes('does not exist')) return {};
    throw error;
  }
}

/** Names of the stack's SSM parameters below a prefix, without it. */
async function parametersOf(
  StackName: string,
  prefix: string,
  client: CloudFormationClient,
): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources(
    { client },
    { StackName },
  )) {
    for (const { ResourceType, PhysicalResourceId = '' } of StackResourceSummaries) {
      if (ResourceType !== 'AWS::SSM::Parameter' || !PhysicalResourceId.startsWith(prefix))
        continue;
      found.push(PhysicalResourceId.slice(prefix.length));
    }
  }
  return found;
}
