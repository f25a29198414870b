import type { HandlerContext, Properties, ResourceHandler } from '../handler.ts';
import { number, optional } from './values.ts';

/** AWS::CloudWatch::CompositeAlarm. */
export const cloudwatchCompositeAlarm: ResourceHandler = {
  type: 'AWS::CloudWatch::CompositeAlarm',
  properties: [
    'AlarmName',
    'AlarmDescription',
    'AlarmRule',
    'ActionsEnabled',
    'AlarmActions',
    'OKActions',
    'InsufficientDataActions',
    'ActionsSuppressor',
    'ActionsSuppressorWaitPeriod',
    'ActionsSuppressorExtensionPeriod',
    'Tags',
  ],
  create: async (properties, context) =>
    write(
      optional<string>(properties, 'AlarmName') ?? context.physicalName(255),
      properties,
      context,
    ),
  update: async (made, properties, _before, context) => write(made.ref, properties, context),
  async remove(made, _properties, { call }) {
    await call('cloudwatch', 'DeleteAlarms', { AlarmNames: [made.ref] });
  },
};

async function write(AlarmName: string, properties: Properties, { call, cloud }: HandlerContext) {
  await call('cloudwatch', 'PutCompositeAlarm', {
    ...properties,
    AlarmName,
    ActionsSuppressorWaitPeriod: number(properties, 'ActionsSuppressorWaitPeriod'),
    ActionsSuppressorExtensionPeriod: number(properties, 'ActionsSuppressorExtensionPeriod'),
  });
  return {
    ref: AlarmName,
    attributes: { Arn: `arn:aws:cloudwatch:${cloud.region}:${cloud.accountId}:alarm:${AlarmName}` },
  };
}
