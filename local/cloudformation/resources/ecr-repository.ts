import type { ResourceHandler } from '../handler.ts';
import { optional } from './values.ts';

const NO_IMAGES = 'programs of this machine stand for images: none are kept';

/**
 * AWS::ECR::Repository: a name alone, which every bootstrapped account of the CDK has. Nothing can be
 * pushed to it: there is no registry here.
 */
export const ecrRepository: ResourceHandler = {
  type: 'AWS::ECR::Repository',
  properties: ['RepositoryName'],
  withoutEffect: {
    ImageTagMutability: NO_IMAGES,
    ImageScanningConfiguration: NO_IMAGES,
    LifecyclePolicy: NO_IMAGES,
    RepositoryPolicyText: NO_IMAGES,
    EncryptionConfiguration: NO_IMAGES,
    EmptyOnDelete: NO_IMAGES,
    Tags: NO_IMAGES,
  },
  create(properties, { cloud, physicalName }) {
    const name = optional<string>(properties, 'RepositoryName') ?? physicalName(256).toLowerCase();
    const { accountId, region } = cloud;
    return Promise.resolve({
      ref: name,
      attributes: {
        Arn: `arn:aws:ecr:${region}:${accountId}:repository/${name}`,
        RepositoryUri: `${accountId}.dkr.ecr.${region}.amazonaws.com/${name}`,
      },
    });
  },
  remove: () => Promise.resolve(),
};
