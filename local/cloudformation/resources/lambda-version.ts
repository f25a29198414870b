import { bareName } from '../../services/lambda/functions.ts';
import type { ResourceHandler } from '../handler.ts';
import { optional, text } from './values.ts';

/** AWS::Lambda::Version: the function as it is now, frozen. A change makes another one. */
export const lambdaVersion: ResourceHandler = {
  type: 'AWS::Lambda::Version',
  properties: ['FunctionName', 'Description', 'CodeSha256', 'ProvisionedConcurrencyConfig'],
  async create(properties, { call }) {
    const FunctionName = bareName(text(properties, 'FunctionName'));
    const { Version, FunctionArn } = await call<{ Version: string; FunctionArn: string }>(
      'lambda',
      'PublishVersion',
      {
        FunctionName,
        Description: optional(properties, 'Description'),
        CodeSha256: optional(properties, 'CodeSha256'),
      },
    );
    const provisioned = optional<{ readonly ProvisionedConcurrentExecutions: number }>(
      properties,
      'ProvisionedConcurrencyConfig',
    );
    if (provisioned) {
      await call('lambda', 'PutProvisionedConcurrencyConfig', {
        FunctionName,
        Qualifier: Version,
        ...provisioned,
      });
    }
    return { ref: FunctionArn, attributes: { FunctionArn, Version } };
  },
  async remove(made, _properties, { call, cloud }) {
    const { Version } = made.attributes;
    const name = bareName(made.ref);
    const there = cloud.db.get(
      'SELECT name FROM lambda_functions WHERE name = ? AND version = ?',
      name,
      String(Version),
    );
    if (there) await call('lambda', 'DeleteFunction', { FunctionName: name, Qualifier: Version });
  },
};
