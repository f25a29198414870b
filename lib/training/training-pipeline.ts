import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { ModelDefinition } from '../../domain/definition/index.ts';
import type { Platform } from '../platform.ts';
import { permit } from '../private/grants.ts';
import { loggedMachine } from '../private/logged-machine.ts';
import type { Retention } from '../stage.ts';
import { JobRoles } from './job-roles.ts';
import type { ModelImage } from './images.ts';
import { PIPELINE_FUNCTIONS, pipelineDefinition } from './pipeline-definition.ts';
import { grantJob } from './states/sagemaker-job.ts';

/** Properties of a pipeline. */
export interface TrainingPipelineProps {
  readonly definition: ModelDefinition;
  readonly platform: Platform;
  readonly image: ModelImage;
  readonly artifactBucketArn: string;
  readonly retention: Retention;
  /** Key of everything that jobs write. @default - keys that AWS manages */
  readonly kmsKeyArn?: string;
}

/**
 * Trains, judges, registers and rolls out one model.
 *
 * Defines a state machine named `perennial-<model>` (rules and the arbiter know it by that prefix),
 * its role and log group, and the roles of its jobs.
 */
export class TrainingPipeline extends Construct {
  /** The state machine. */
  public readonly stateMachine: sfn.StateMachine;
  /** Roles of its jobs. */
  public readonly roles: JobRoles;

  constructor(scope: Construct, id: string, props: TrainingPipelineProps) {
    super(scope, id);
    const { definition, platform, kmsKeyArn } = props;
    const stack = Stack.of(this);
    this.roles = new JobRoles(this, 'Jobs', { ...props, model: definition.name });
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('states.amazonaws.com'),
    });
    this.grantSteps(role, definition.name, platform);
    this.stateMachine = loggedMachine(this, {
      name: `perennial-${definition.name}`,
      comment: `trains, judges and rolls out '${definition.name}'`,
      role,
      definition: stack.toJsonString(
        pipelineDefinition({
          definition,
          partition: stack.partition,
          functionArns: platform.functionArns,
          kmsKeyArn,
          trainingRoleArn: this.roles.training.roleArn,
          modelRoleArn: this.roles.model.roleArn,
        }),
      ),
      logName: stack.stackName,
      retention: props.retention,
    });
  }

  private grantSteps(role: iam.Role, model: string, platform: Platform): void {
    const stack = Stack.of(this);
    permit(role, {
      actions: ['lambda:InvokeFunction'],
      resources: PIPELINE_FUNCTIONS.map((name) => platform.functionArns[name]),
    });
    grantJob(role, 'training', `${model}-`, stack);
    grantJob(role, 'transform', `${model}-`, stack);
    permit(role, {
      actions: ['sagemaker:ListTags'],
      resources: ['*'],
      because: 'Step Functions asks for tags of jobs before they have a name',
    });
    permit(role, {
      actions: ['sagemaker:CreateModel', 'sagemaker:DeleteModel', 'sagemaker:AddTags'],
      resources: [
        stack.formatArn({ service: 'sagemaker', resource: 'model', resourceName: `${model}-*` }),
      ],
      because: 'models are named by the run; the prefix is the model',
    });
    permit(role, {
      actions: ['iam:PassRole'],
      resources: [this.roles.training.roleArn, this.roles.model.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
    });
  }
}
