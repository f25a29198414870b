import { Fn } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnMapping } from 'aws-cdk-lib';
import type { ModelDefinition } from '../../domain/definition/index.ts';

/**
 * Accounts that own the repository `sagemaker-xgboost`, by region.
 * Source: aws/sagemaker-python-sdk, `image_uri_config/xgboost.json`, the regions whose account is
 * known here.
 */
const XGBOOST_ACCOUNTS: Readonly<Record<string, string>> = {
  'us-east-1': '683313688378',
  'us-east-2': '257758044811',
  'us-west-2': '246618743249',
  'eu-west-1': '141502667606',
  'eu-central-1': '492215442770',
};

/** The image of a model, and the repository whose pull it needs. */
export interface ModelImage {
  readonly uri: string;
  readonly repositoryArn: string;
}

/**
 * The image in the region of the stack: the built-in one by a mapping, or the one that the
 * definition names.
 */
export function imageOf({ algorithm }: ModelDefinition, stack: Stack): ModelImage {
  if (algorithm.kind === 'image') return namedImage(algorithm.uri, stack);
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
