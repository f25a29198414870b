import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { ModelDefinition } from '../../domain/definition/index.ts';
import type { Platform } from '../platform.ts';
import { permit } from '../private/grants.ts';

/** Properties of the schedules of a model. */
export interface CheckScheduleProps {
  readonly definition: ModelDefinition;
  readonly platform: Platform;
}

/**
 * Calls the checker of the platform for one model, and the arbiter where the definition wants
 * training by the calendar.
 *
 * Defines one or two schedules and the role that both call with.
 */
export class CheckSchedule extends Construct {
  constructor(scope: Construct, id: string, { definition, platform }: CheckScheduleProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
      }),
    });
    permit(role, { actions: ['lambda:InvokeFunction'], resources: [platform.checkModelArn] });
    permit(role, { actions: ['sqs:SendMessage'], resources: [platform.checkDeadLettersArn] });
    const hours = definition.monitors.everyHours;
    this.defineSchedule('Check', {
      expression: `rate(${hours} ${hours === 1 ? 'hour' : 'hours'})`,
      arn: platform.checkModelArn,
      role,
      platform,
      input: {
        model: definition.name,
        id: '<aws.scheduler.execution-id>',
        time: '<aws.scheduler.scheduled-time>',
      },
    });
    const calendar = definition.retraining.schedule;
    if (calendar === undefined) return;
    const busArn = stack.formatArn({
      service: 'events',
      resource: 'event-bus',
      resourceName: platform.busName,
    });
    permit(role, { actions: ['events:PutEvents'], resources: [busArn] });
    this.defineSchedule('Retrain', {
      expression: calendar,
      arn: busArn,
      role,
      platform,
      eventBridge: { source: 'perennial', detailType: 'Retraining Requested' },
      input: {
        model: definition.name,
        kind: 'schedule',
        by: 'schedule',
        reason: `the schedule ${calendar}`,
      },
    });
  }

  private defineSchedule(
    id: string,
    schedule: {
      readonly expression: string;
      readonly arn: string;
      readonly role: iam.Role;
      readonly platform: Platform;
      readonly input: object;
      readonly eventBridge?: { readonly source: string; readonly detailType: string };
    },
  ): void {
    new scheduler.CfnSchedule(this, id, {
      scheduleExpression: schedule.expression,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: schedule.arn,
        roleArn: schedule.role.roleArn,
        input: JSON.stringify(schedule.input),
        retryPolicy: { maximumRetryAttempts: 5, maximumEventAgeInSeconds: 3600 },
        deadLetterConfig: { arn: schedule.platform.checkDeadLettersArn },
        ...(schedule.eventBridge ? { eventBridgeParameters: schedule.eventBridge } : {}),
      },
    });
  }
}
