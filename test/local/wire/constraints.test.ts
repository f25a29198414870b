/** What the models of AWS's APIs demand of members, and what is answered where one is not so. */
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateAliasCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateModelCommand,
  ListTrainingJobsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { DescribeParametersCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../support/cloud.ts';
import type { TestCloud } from '../support/cloud.ts';

interface Clients {
  readonly kms: KMSClient;
  readonly logs: CloudWatchLogsClient;
  readonly sagemaker: SageMakerClient;
  readonly ssm: SSMClient;
}

let cloud: TestCloud;
let clients: Clients;
beforeAll(async () => {
  cloud = await emptyCloud();
  clients = {
    kms: new KMSClient(cloud.settings),
    logs: new CloudWatchLogsClient(cloud.settings),
    sagemaker: new SageMakerClient(cloud.settings),
    ssm: new SSMClient(cloud.settings),
  };
});
afterAll(() => cloud.stop());

const MUST = 'failed to satisfy constraint: Member must';
const role = 'arn:aws:iam::000000000000:role/r';

test.each<[what: string, call: (use: Clients) => Promise<unknown>, name: string, says: string]>([
  [
    'a value of an enumeration',
    // A value that the client's own type has not.
    ({ ssm }) =>
      ssm.send(new PutParameterCommand({ Name: 'a', Value: 'b', Type: 'Text' as never })),
    'ValidationException',
    `1 validation error detected: Value 'Text' at 'type' ${MUST} satisfy enum value set: [SecureString, StringList, String]`,
  ],
  [
    'a member of a list',
    ({ ssm }) => ssm.send(new DescribeParametersCommand({ ParameterFilters: [{ Key: 'Color' }] })),
    'ValidationException',
    `1 validation error detected: Value 'Color' at 'parameterFilters.1.member.key' ${MUST} satisfy regular expression pattern: tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType`,
  ],
  [
    'a page that is too large',
    ({ logs }) => logs.send(new DescribeLogGroupsCommand({ limit: 51 })),
    'InvalidParameterException',
    `1 validation error detected: Value '51' at 'limit' ${MUST} have value less than or equal to 50`,
  ],
  [
    'two faults at once',
    ({ logs }) =>
      logs.send(new CreateLogGroupCommand({ logGroupName: 'a b', tags: { k: 'x'.repeat(257) } })),
    'InvalidParameterException',
    `2 validation errors detected: Value 'a b' at 'logGroupName' ${MUST} satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+; `,
  ],
  [
    'a secret that is not told',
    ({ kms }) => kms.send(new EncryptCommand({ KeyId: 'k', Plaintext: Buffer.alloc(4097) })),
    'ValidationException',
    `1 validation error detected: Value at 'plaintext' ${MUST} have length less than or equal to 4096`,
  ],
  [
    'a name of other characters',
    ({ kms }) => kms.send(new CreateAliasCommand({ AliasName: 'alias/a b', TargetKeyId: 'k' })),
    'ValidationException',
    `1 validation error detected: Value 'alias/a b' at 'aliasName' ${MUST} satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$`,
  ],
  [
    'an address deep in a structure',
    ({ sagemaker }) => {
      const PrimaryContainer = { Image: 'i', ModelDataUrl: 'here' };
      return sagemaker.send(
        new CreateModelCommand({ ModelName: 'm', ExecutionRoleArn: role, PrimaryContainer }),
      );
    },
    'ValidationException',
    `1 validation error detected: Value 'here' at 'primaryContainer.modelDataUrl' ${MUST} satisfy regular expression pattern: (https|s3)://([^/]+)/?(.*)`,
  ],
  [
    'a page of none',
    ({ sagemaker }) => sagemaker.send(new ListTrainingJobsCommand({ MaxResults: 0 })),
    'ValidationException',
    `1 validation error detected: Value '0' at 'maxResults' ${MUST} have value greater than or equal to 1`,
  ],
])('%s is refused in words of AWS', async (_what, call, name, says) => {
  await expect(call(clients)).rejects.toMatchObject({
    name,
    message: expect.stringContaining(says) as string,
  });
});
