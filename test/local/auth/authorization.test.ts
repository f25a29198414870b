import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evaluate } from '../../../local/auth/evaluate.ts';
import type { PolicyDocument } from '../../../local/kernel/index.ts';
import { asRole, emptyCloud } from '../support/cloud.ts';
import type { TestCloud } from '../support/cloud.ts';

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await emptyCloud();
});
afterAll(() => cloud.stop());

async function aRole(RoleName: string, statement: object): Promise<string> {
  const iam = new IAMClient(cloud.settings);
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::000000000000:root' },
        Action: 'sts:AssumeRole',
      },
    ],
  };
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: 'p',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    }),
  );
  return Role!.Arn!;
}

describe('calls of a role', () => {
  test('what a policy allows is done, the rest is denied in the words of AWS', async () => {
    const arn = await aRole('reader', {
      Effect: 'Allow',
      Action: 'ssm:GetParameter',
      Resource: 'arn:aws:ssm:*:*:parameter/mine/*',
    });
    await new SSMClient(cloud.settings).send(
      new PutParameterCommand({ Name: '/mine/a', Value: '1', Type: 'String' }),
    );
    const ssm = new SSMClient(asRole(cloud, arn));
    expect((await ssm.send(new GetParameterCommand({ Name: '/mine/a' }))).Parameter?.Value).toBe(
      '1',
    );
    await expect(ssm.send(new GetParameterCommand({ Name: '/other' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message:
        'User: arn:aws:sts::000000000000:assumed-role/reader/test is not authorized to perform: ssm:GetParameter on resource: arn:aws:ssm:us-east-1:000000000000:parameter/other because no identity-based policy allows the ssm:GetParameter action',
    });
  });

  test('a session knows who it is', async () => {
    const arn = await aRole('somebody', { Effect: 'Deny', Action: '*', Resource: '*' });
    const { Arn } = await new STSClient(asRole(cloud, arn)).send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe('arn:aws:sts::000000000000:assumed-role/somebody/test');
  });

  test('a wrong secret does not match', async () => {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'wrong' };
    await expect(
      new SSMClient({ ...cloud.settings, credentials }).send(
        new GetParameterCommand({ Name: '/mine/a' }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidSignatureException' });
  });
});

interface Case {
  readonly id: string;
  readonly request: {
    readonly principal: string;
    readonly action: string;
    readonly resource: { readonly resource: string; readonly accountId: string };
    readonly contextVariables?: Record<string, string | string[]>;
  };
  readonly identityPolicies?: readonly { readonly policy: PolicyDocument }[];
  readonly permissionBoundaryPolicies?: readonly { readonly policy: PolicyDocument }[];
  readonly decision: string;
}

/**
 * Where we differ on purpose. A statement about an action without resources counts where it names
 * `*`; the other simulator also counts some that name ARNs, and passes over a NotResource. It also
 * lets patterns that are no ARNs (`?`, a star, a slash and a star), which IAM refuses to store,
 * match ARNs.
 */
const WITHOUT_RESOURCES = [659, 965, 1636, 2081, 3035, 3702, 4501, 5650];
const NO_ARN_PATTERNS = [1118, 2410, 4053];
const DIFFERENT = new Set([...WITHOUT_RESOURCES, ...NO_ARN_PATTERNS].map((n) => `iam-gen:${n}`));
const differs = ({ id }: Case) => DIFFERENT.has(id);

test('two thousand decisions agree with another simulator', () => {
  const outcomes = {
    allowed: 'Allowed',
    'explicitly-denied': 'ExplicitlyDenied',
    'implicitly-denied': 'ImplicitlyDenied',
  } as const;
  const cases = gunzipSync(readFileSync('test/conformance/iam/generated.jsonl.gz'))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case);
  const wrong = cases
    .filter((one) => !differs(one))
    .filter(({ request, identityPolicies = [], permissionBoundaryPolicies, decision }) => {
      const context = new Map(
        Object.entries(request.contextVariables ?? {}).map(([key, value]) => [
          key.toLowerCase(),
          value,
        ]),
      );
      const made = evaluate(
        {
          principal: request.principal,
          roleArn: request.principal,
          accountId: request.resource.accountId,
          isService: false,
          action: request.action,
          resource: request.resource.resource,
          context,
        },
        {
          identity: identityPolicies.map(({ policy }) => policy),
          boundary: permissionBoundaryPolicies?.[0]?.policy,
        },
      );
      return outcomes[made.outcome] !== decision;
    });
  expect(wrong.map(({ id }) => id)).toEqual([]);
});
