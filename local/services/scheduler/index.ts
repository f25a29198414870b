import type { Service } from '../../kernel/index.ts';
import {
  createSchedule,
  deleteSchedule,
  getSchedule,
  listSchedules,
  updateSchedule,
} from './actions/schedules.ts';
import { fire } from './schedules.ts';

/** EventBridge Scheduler. Flexible windows open at once: the earliest moment AWS allows. */
export const schedulerService: Service = {
  name: 'scheduler',
  sdk: '@aws-sdk/client-scheduler',
  tables: [
    `CREATE TABLE IF NOT EXISTS scheduler_schedules (
       grp TEXT NOT NULL, name TEXT NOT NULL, arn TEXT NOT NULL, definition TEXT NOT NULL, created INTEGER NOT NULL,
       PRIMARY KEY (grp, name))`,
  ],
  actions: [createSchedule, deleteSchedule, getSchedule, listSchedules, updateSchedule],
  timers: { 'scheduler.due': ({ payload, cloud }) => fire(payload, cloud) },
};
