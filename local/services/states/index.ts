import type { Delivery, Service } from '../../kernel/index.ts';
import { statesActions } from './actions/index.ts';
import { drive } from './engine/driver.ts';
import { tellEnded } from './engine/endings.ts';
import { abortExecution, endMapItem, redriveItem } from './engine/map-item.ts';
import { collectJob, performTask, stopJob } from './engine/perform-task.ts';
import { executionTimeout, heartbeatTimeout, taskTimeout, wake } from './engine/timers.ts';
import { hearEvent } from './job-events.ts';
import { STATES_TABLES } from './tables.ts';
import { tagsOf } from './tags.ts';

/** Step Functions. */
export const statesService: Service = {
  name: 'states',
  sdk: '@aws-sdk/client-sfn',
  tables: STATES_TABLES,
  tagsOf: (arn, cloud) =>
    Object.fromEntries(tagsOf(cloud, arn).map(({ key, value }) => [key, value])),
  actions: statesActions,
  deliveries: {
    'states.advance': ({ payload, cloud }: Delivery<{ executionArn: string }>) =>
      drive(cloud, payload.executionArn),
    'states.task': performTask,
    'states.job': collectJob,
    'states.stop-job': stopJob,
    'states.map-item': endMapItem,
    'states.abort': abortExecution,
    'states.redrive-item': redriveItem,
    'states.ended': ({ payload, cloud }: Delivery<{ executionArn: string }>) =>
      tellEnded(cloud, payload.executionArn),
  },
  timers: {
    'states.wake': wake,
    'states.task-timeout': taskTimeout,
    'states.heartbeat': heartbeatTimeout,
    'states.execution-timeout': executionTimeout,
  },
  subscriptions: { 'aws-event': hearEvent },
};
