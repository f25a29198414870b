import { alarmHandler } from './alarm.ts';

/** AWS::CloudWatch::CompositeAlarm. */
export const cloudwatchCompositeAlarm = alarmHandler({
  type: 'AWS::CloudWatch::CompositeAlarm',
  put: 'PutCompositeAlarm',
  properties: [
    'AlarmRule',
    'ActionsSuppressor',
    'ActionsSuppressorWaitPeriod',
    'ActionsSuppressorExtensionPeriod',
  ],
  numbers: ['ActionsSuppressorWaitPeriod', 'ActionsSuppressorExtensionPeriod'],
});
