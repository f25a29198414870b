import type * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Retention } from '../stage.ts';
import { because } from './reasons.ts';

/** A state machine, but for how it is watched. */
export interface LoggedMachineProps {
  readonly name: string;
  readonly comment: string;
  /** What it assumes; log delivery and tracing are granted to it. */
  readonly role: iam.Role;
  /** Definition in the Amazon States Language, JSON. */
  readonly definition: string;
  /** Name of its log group behind `/aws/vendedlogs/states/`, which keeps resource policies short. */
  readonly logName: string;
  readonly retention: Retention;
}

/** Defines a state machine as `StateMachine` whose errors are logged, with its log group as `Logs`. */
export function loggedMachine(scope: Construct, props: LoggedMachineProps): sfn.StateMachine {
  const { role, retention } = props;
  const machine = new sfn.StateMachine(scope, 'StateMachine', {
    stateMachineName: props.name,
    comment: props.comment,
    role,
    definitionBody: sfn.DefinitionBody.fromString(props.definition),
    tracingEnabled: true,
    logs: {
      destination: new logs.LogGroup(scope, 'Logs', {
        logGroupName: `/aws/vendedlogs/states/${props.logName}`,
        retention: retention.logs,
        removalPolicy: retention.removal,
      }),
      level: sfn.LogLevel.ERROR,
      includeExecutionData: false,
    },
  });
  because(
    machine,
    'errors are logged; all events of every execution are kept by Step Functions itself for 90 days',
    'AwsSolutions-SF1',
  );
  because(
    role,
    'log delivery and tracing have no resources to name',
    'AwsSolutions-IAM5[Resource::*]',
  );
  return machine;
}
