import type { Cloud, Delivery, Principal } from '../../kernel/index.ts';
import { stateChangeDetail } from './alarm-event.ts';
import { alarmArn, alarmNamed } from './alarms.ts';
import type { AlarmRow } from './alarms.ts';
import { remember } from './history.ts';
import { messageOf, regionName } from './notification.ts';
import { stamp } from './reasons.ts';
import type { AlarmAction } from './transition.ts';

/**
 * Calls a topic or a function as CloudWatch does: in its own name, so that their policies have to
 * let it. How it went is written into the history; it is not tried again, but reported.
 */
export async function performAction({ payload, cloud }: Delivery<AlarmAction>): Promise<void> {
  const row = alarmNamed(payload.alarm, cloud);
  if (!row) return;
  const { target } = payload;
  const message = target.includes(':lambda:')
    ? invocationOf(row, payload, cloud)
    : messageOf(row, payload, cloud);
  const failure = await send(target, JSON.stringify(message), payload, cloud).then(
    () => undefined,
    (error: unknown) => error,
  );
  const done = failure === undefined;
  remember(
    row,
    'Action',
    {
      summary: `${done ? 'Successfully executed' : 'Failed to execute'} action ${target}`,
      data: {
        actionState: done ? 'Succeeded' : 'Failed',
        stateUpdateTimestamp: payload.time,
        notificationResource: target,
        publishedMessage: JSON.stringify(message),
        error: done ? null : String(failure),
      },
    },
    cloud,
  );
  if (!done) throw failure;
}

async function send(
  target: string,
  text: string,
  { alarm, state }: AlarmAction,
  cloud: Cloud,
): Promise<void> {
  const [, , service] = target.split(':');
  const as = (arn: string): Principal => ({
    kind: 'service',
    arn,
    accountId: cloud.accountId,
    sourceArn: alarmArn(alarm, cloud),
  });
  if (service === 'sns') {
    const Subject = `${state}: "${alarm}" in ${regionName(cloud)}`.slice(0, 100);
    const input = { TopicArn: target, Subject, Message: text };
    await cloud.call('sns', 'Publish', input, as('cloudwatch.amazonaws.com'));
  } else {
    const input = { FunctionName: target, InvocationType: 'Event', Payload: text };
    await cloud.call('lambda', 'Invoke', input, as('lambda.alarms.cloudwatch.amazonaws.com'));
  }
}

/** What a function is called with. */
function invocationOf(row: AlarmRow, change: AlarmAction, cloud: Cloud): object {
  return {
    source: 'aws.cloudwatch',
    alarmArn: alarmArn(row.name, cloud),
    accountId: cloud.accountId,
    time: stamp(change.time),
    region: cloud.region,
    alarmData: stateChangeDetail(row, change, cloud),
  };
}
