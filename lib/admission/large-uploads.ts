import { ArnFormat, Duration, Size, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { permit } from '../private/grants.ts';
import { loggedMachine } from '../private/logged-machine.ts';
import type { PlatformFunctions } from '../stacks/platform-functions.ts';
import type { Retention } from '../stage.ts';
import { PIECE_FUNCTIONS, piecesDefinition } from './pieces-definition.ts';
import type { PieceFunction } from './pieces-definition.ts';

/** Sizes that say when uploads are judged in pieces, and in which. */
export interface LargeUploadSizes {
  /** Size from which on an upload is large. @default - 1 GiB */
  readonly from?: Size;
  /**
   * Size of a piece; contents are hashed by it, so that a change makes contents new that were uploaded
   * before. @default - 128 MiB
   */
  readonly piece?: Size;
}

/** What is large where nobody says otherwise: ADR 18 has the measurements behind it. */
export const LARGE_UPLOADS: Required<LargeUploadSizes> = {
  from: Size.gibibytes(1),
  piece: Size.mebibytes(128),
};

/** Properties of what judges large uploads. */
export interface LargeUploadsProps {
  /** Name of the platform. */
  readonly platform: string;
  readonly functions: PlatformFunctions;
  /** Who is told when an upload could not be judged. */
  readonly oncall: sns.ITopic;
  readonly retention: Retention;
}

/** Name of the state machine. It does not begin as those of models do: it trains nothing. */
function machineName(platform: string): string {
  return `large-uploads-${platform}`;
}

/** ARN of the state machine, for those who start it and are there before. */
export function largeUploadsArn(scope: Construct, platform: string): string {
  return Stack.of(scope).formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: machineName(platform),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/**
 * Judges uploads that are too large for one function in pieces, many at a time.
 *
 * Defines a state machine with distributed maps, its role and log group, and an alarm for executions that
 * end otherwise than by a verdict. Permits `admit-upload` to start it.
 */
export class LargeUploads extends Construct {
  /** The state machine. */
  public readonly stateMachine: sfn.StateMachine;

  constructor(scope: Construct, id: string, props: LargeUploadsProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const arnOf = (name: PieceFunction) => props.functions.get(name).function.functionArn;
    const functionArns = Object.fromEntries(PIECE_FUNCTIONS.map((name) => [name, arnOf(name)]));
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('states.amazonaws.com'),
    });
    const arn = largeUploadsArn(this, props.platform);
    this.grantSteps(role, Object.values(functionArns), arn);
    this.stateMachine = loggedMachine(this, {
      name: machineName(props.platform),
      comment: 'judges a large upload in pieces',
      role,
      definition: stack.toJsonString(
        piecesDefinition({
          partition: stack.partition,
          // Made of the very list that the type is made of.
          functionArns: functionArns as Record<PieceFunction, string>,
        }),
      ),
      logName: `${stack.stackName}-large-uploads`,
      retention: props.retention,
    });
    permit(props.functions.get('admit-upload').role, {
      actions: ['states:StartExecution'],
      resources: [arn],
    });
    this.defineAlarm(props.oncall);
  }

  /** What a distributed map needs (Step Functions developer guide, "IAM policies for Distributed Map"). */
  private grantSteps(role: iam.Role, functionArns: readonly string[], arn: string): void {
    permit(role, { actions: ['lambda:InvokeFunction'], resources: functionArns });
    permit(role, { actions: ['states:StartExecution'], resources: [arn] });
    permit(role, {
      actions: ['states:DescribeExecution', 'states:StopExecution', 'states:RedriveExecution'],
      resources: [`${arn.replace(':stateMachine:', ':execution:')}/*:*`],
      because: 'each item of a map is an execution of its own, named by Step Functions',
    });
  }

  private defineAlarm(oncall: sns.ITopic): void {
    const alarm = new cloudwatch.Alarm(this, 'NotJudged', {
      alarmDescription:
        'a large upload could not be judged. Look at its execution, mend, and redrive it: aws stepfunctions redrive-execution',
      metric: this.metricWithoutVerdict(),
      threshold: 1,
      // A filled period may be one whose metric comes late: each is looked at again twice.
      evaluationPeriods: 3,
      datapointsToAlarm: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new actions.SnsAction(oncall));
  }

  /**
   * Executions that ended without a verdict. Step Functions counts each way to end by a metric of its own,
   * and has none of those that do not occur: a sum has no value where one of its terms has none, so they
   * are filled (CloudWatch user guide, "Using math expressions", `FILL`).
   */
  private metricWithoutVerdict(): cloudwatch.MathExpression {
    return new cloudwatch.MathExpression({
      label: 'executions without a verdict',
      expression: 'FILL(failed, 0) + FILL(timedOut, 0) + FILL(aborted, 0)',
      usingMetrics: {
        failed: this.stateMachine.metricFailed(),
        timedOut: this.stateMachine.metricTimedOut(),
        aborted: this.stateMachine.metricAborted(),
      },
      period: Duration.minutes(5),
    });
  }
}
