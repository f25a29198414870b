import { deleteAlarms } from './delete-alarms.ts';
import { deleteDashboards } from './delete-dashboards.ts';
import { describeAlarmHistory } from './describe-alarm-history.ts';
import { describeAlarmsForMetric } from './describe-alarms-for-metric.ts';
import { describeAlarms } from './describe-alarms.ts';
import { getDashboard } from './get-dashboard.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listDashboards } from './list-dashboards.ts';
import { listMetrics } from './list-metrics.ts';
import { listTagsForResource } from './list-tags-for-resource.ts';
import { putCompositeAlarm } from './put-composite-alarm.ts';
import { putDashboard } from './put-dashboard.ts';
import { putMetricAlarm } from './put-metric-alarm.ts';
import { putMetricData } from './put-metric-data.ts';
import { setAlarmState } from './set-alarm-state.ts';
import { disableAlarmActions, enableAlarmActions } from './switch-alarm-actions.ts';
import { tagResource } from './tag-resource.ts';
import { untagResource } from './untag-resource.ts';

/** All actions of CloudWatch. */
export const actions = [
  deleteAlarms,
  deleteDashboards,
  describeAlarmHistory,
  describeAlarms,
  describeAlarmsForMetric,
  disableAlarmActions,
  enableAlarmActions,
  getDashboard,
  getMetricData,
  getMetricStatistics,
  listDashboards,
  listMetrics,
  listTagsForResource,
  putCompositeAlarm,
  putDashboard,
  putMetricAlarm,
  putMetricData,
  setAlarmState,
  tagResource,
  untagResource,
];
