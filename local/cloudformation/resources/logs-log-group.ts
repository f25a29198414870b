import type { HandlerContext, Properties, ResourceHandler } from '../handler.ts';
import { number, optional } from './values.ts';

/** AWS::Logs::LogGroup. */
export const logsLogGroup: ResourceHandler = {
  type: 'AWS::Logs::LogGroup',
  properties: ['LogGroupName', 'RetentionInDays', 'KmsKeyId'],
  withoutEffect: { Tags: 'no policy here reads them', LogGroupClass: 'there is one class here' },
  async create(properties, context) {
    const name = optional<string>(properties, 'LogGroupName') ?? context.physicalName(512);
    const there = context.cloud.db.get('SELECT name FROM logs_groups WHERE name = ?', name);
    if (!there)
      await context.call('logs', 'CreateLogGroup', {
        logGroupName: name,
        kmsKeyId: properties.KmsKeyId,
      });
    await retain(name, properties, context);
    return {
      ref: name,
      attributes: {
        Arn: `arn:aws:logs:${context.cloud.region}:${context.cloud.accountId}:log-group:${name}:*`,
      },
    };
  },
  async update(made, properties, _before, context) {
    await retain(made.ref, properties, context);
    return made;
  },
  async remove(made, _properties, { call }) {
    await call('logs', 'DeleteLogGroup', { logGroupName: made.ref });
  },
};

async function retain(
  logGroupName: string,
  properties: Properties,
  { call }: HandlerContext,
): Promise<void> {
  const retentionInDays = number(properties, 'RetentionInDays');
  if (retentionInDays !== undefined)
    await call('logs', 'PutRetentionPolicy', { logGroupName, retentionInDays });
}
