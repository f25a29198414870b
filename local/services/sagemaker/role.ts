import { AwsError } from '../../errors.ts';
import type { Cloud, RolePrincipal } from '../../kernel/index.ts';
import { JobFailure, roleNotAssumable } from './errors.ts';

/** A session of a role, as SageMaker assumes it for a job or an endpoint. */
export function serviceSession(cloud: Cloud, roleArn: string, resourceArn: string): RolePrincipal {
  try {
    return cloud.assumeRole(roleArn, 'SageMaker', {
      kind: 'service',
      arn: 'sagemaker.amazonaws.com',
      accountId: cloud.accountId,
      sourceArn: resourceArn,
    });
  } catch (error) {
    if (error instanceof AwsError) throw roleNotAssumable(roleArn);
    throw error;
  }
}

const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'];

/**
 * Throws unless the role may pull the image from its registry; images without a registry need no
 * permission.
 */
export function checkPull(cloud: Cloud, principal: RolePrincipal, image: string): void {
  const [, account, region, repository] =
    /^(\d+)\.dkr\.ecr\.([\w-]+)\.[^/]+\/([^:@]+)/.exec(image) ?? [];
  if (account === undefined) return;
  const resource = `arn:${cloud.partition}:ecr:${region}:${account}:repository/${repository}`;
  try {
    cloud.authorize(principal, { action: 'ecr:GetAuthorizationToken', resource: '*' });
    for (const action of PULL) cloud.authorize(principal, { action, resource });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new JobFailure(
      `ClientError: Cannot pull image ${image}: please ensure that the role "${principal.roleArn}" has ` +
        `"ecr:GetAuthorizationToken" and, on ${resource}, "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer" and ` +
        `"ecr:BatchCheckLayerAvailability" permissions. ${error.message}`,
      { cause: error },
    );
  }
}
