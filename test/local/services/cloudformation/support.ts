import {
  CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import type { Stack } from '@aws-sdk/client-cloudformation';
import type { TestCloud } from '../../support/cloud.ts';

/** A client of a cloud, and what tests ask again and again. */
export function stacksOf(cloud: TestCloud) {
  const client = new CloudFormationClient(cloud.settings);
  const stack = async (StackName: string): Promise<Stack> => {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    return Stacks![0]!;
  };
  return {
    client,
    stack,
    /** The stack when nothing is under way any more. */
    settled: async (name: string) => {
      await cloud.running.dispatcher.untilIdle();
      return stack(name);
    },
    /** What happened, oldest first: `<logical id> <status>`. */
    events: async (StackName: string) => {
      const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
      return StackEvents.map(
        ({ LogicalResourceId, ResourceStatus }) => `${LogicalResourceId} ${ResourceStatus}`,
      ).reverse();
    },
  };
}

/** A template with a queue, and what else is given. */
export function withQueue(properties: object = {}, more: object = {}): string {
  return JSON.stringify({
    Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: properties }, ...more },
    Outputs: { Url: { Value: { Ref: 'Queue' } } },
  });
}
