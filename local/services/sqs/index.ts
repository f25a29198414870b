import { parsedTags } from '../../kernel/index.ts';
import type { Service } from '../../kernel/index.ts';
import { ACTIONS } from './actions/index.ts';
import { announceArrival, wakeUpNext } from './arrivals.ts';
import { measureMinute, readGauge } from './depth.ts';
import { missingParameter } from './errors.ts';
import { moveSome } from './move-tasks.ts';
import { findByArn, findQueue } from './queues.ts';
import { TABLES } from './tables.ts';
import { expire } from './taking.ts';

/** SQS: standard and FIFO queues with redrive. */
export const sqsService: Service = {
  name: 'sqs',
  sdk: '@aws-sdk/client-sqs',
  tables: TABLES,
  actions: ACTIONS,
  missing: missingParameter,
  tagsOf: (arn, cloud) => parsedTags(findByArn(arn, cloud)?.tags),
  timers: {
    'sqs.visible': ({ key, cloud }) => {
      const queue = findQueue(key, cloud);
      if (!queue) return;
      announceArrival(queue, cloud.world.now(), cloud);
      wakeUpNext(queue, cloud);
    },
    'sqs.expire': ({ key, cloud }) => {
      const queue = findQueue(key, cloud);
      if (queue) expire(queue, cloud);
    },
    'sqs.measure': measureMinute,
    'sqs.move': moveSome,
  },
  gauge: { namespace: 'AWS/SQS', read: readGauge },
};
