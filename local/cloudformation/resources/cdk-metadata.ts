import type { ResourceHandler } from '../handler.ts';

/** AWS::CDK::Metadata: says which constructs an app uses; nothing is made of it, in AWS neither. */
export const cdkMetadata: ResourceHandler = {
  type: 'AWS::CDK::Metadata',
  properties: ['*'],
  create: async (_properties, { logicalId }) => ({ ref: logicalId, attributes: {} }),
  update: async (made) => made,
  remove: async () => {},
};
