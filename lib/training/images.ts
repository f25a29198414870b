import { CfnMapping, Fn, Token } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import type { ModelDefinition } from '../../domain/definition/index.ts';
import { ConfigurationError } from '../errors.ts';
import { XGBOOST_ACCOUNTS } from './xgboost-accounts.ts';

/** The image of a model, and the repository whose pull it needs. */
export interface ModelImage {
  readonly uri: string;
  readonly repositoryArn: string;
}

/**
 * The image in the region of the stack: the built-in one by a mapping, or the one that the
 * definition names.
 *
 * @throws ConfigurationError `UnknownImage` where the region is known and has no built-in image
 */
export function imageOf({ algorithm }: ModelDefinition, stack: Stack): ModelImage {
  if (algorithm.kind === 'image') return namedImage(algorithm.uri, stack);
  if (!Token.isUnresolved(stack.region) && !(stack.region in XGBOOST_ACCOUNTS))
    throw new ConfigurationError(
      'UnknownImage',
      `name an image of your own as algorithm: no account is known that has SageMaker's XGBoost in '${stack.region}'`,
      stack,
    );
  const account = accounts(stack).findInMap(stack.region, 'account');
  const registry = Fn.join('', [account, '.dkr.ecr.', stack.region, '.', stack.urlSuffix]);
  return {
    uri: Fn.join('', [registry, `/sagemaker-xgboost:${algorithm.version}`]),
    repositoryArn: stack.formatArn({
      service: 'ecr',
      account,
      resource: 'repository',
      resourceName: 'sagemaker-xgboost',
    }),
  };
}

function accounts(stack: Stack): CfnMapping {
  const id = 'XgboostAccounts';
  const known = stack.node.tryFindChild(id);
  if (known instanceof CfnMapping) return known;
  const mapping = Object.fromEntries(
    Object.entries(XGBOOST_ACCOUNTS).map(([region, account]) => [region, { account }]),
  );
  return new CfnMapping(stack, id, { mapping });
}

/**
 * `<account>.dkr.ecr.<region>.<suffix>/<repository>:<tag>`; an image elsewhere needs no permission
 * of ours.
 */
function namedImage(uri: string, stack: Stack): ModelImage {
  const match = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.[^/]+\/([^:@]+)/.exec(uri);
  const [, account, region, repository] = match ?? [];
  return {
    uri,
    repositoryArn: stack.formatArn({
      service: 'ecr',
      account,
      region,
      resource: 'repository',
      resourceName: repository ?? 'none',
    }),
  };
}
