import type { ResourceHandler } from '../handler.ts';
import { flag, optional, text } from './values.ts';

/** AWS::Lambda::Permission. */
export const lambdaPermission: ResourceHandler = {
  type: 'AWS::Lambda::Permission',
  properties: [
    'FunctionName',
    'Action',
    'Principal',
    'SourceArn',
    'SourceAccount',
    'FunctionUrlAuthType',
    'InvokedViaFunctionUrl',
  ],
  async create(properties, { call, physicalName }) {
    const id = physicalName(100);
    await call('lambda', 'AddPermission', {
      FunctionName: text(properties, 'FunctionName'),
      StatementId: id,
      Action: text(properties, 'Action'),
      Principal: text(properties, 'Principal'),
      SourceArn: optional(properties, 'SourceArn'),
      SourceAccount: optional(properties, 'SourceAccount'),
      FunctionUrlAuthType: optional(properties, 'FunctionUrlAuthType'),
      InvokedViaFunctionUrl: flag(properties, 'InvokedViaFunctionUrl'),
    });
    return { ref: id, attributes: { Id: id } };
  },
  async remove(made, properties, { call, cloud }) {
    const name =
      /function:([\w-]+)/.exec(text(properties, 'FunctionName'))?.[1] ??
      text(properties, 'FunctionName');
    const there = cloud.db.get('SELECT name FROM lambda_functions WHERE name = ?', name);
    if (there)
      await call('lambda', 'RemovePermission', { FunctionName: name, StatementId: made.ref });
  },
};
