import { CfnOutput, CustomResource, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { ModelDefinition } from '../../domain/definition/index.ts';
import type { ModelProperties } from '../../lambda/manage-model/contract.ts';
import { CheckSchedule } from '../monitoring/check-schedule.ts';
import { ModelAlarms } from '../monitoring/model-alarms.ts';
import { AcceptedTable } from '../data-lake/lake-tables.ts';
import { findPlatform, parameterName } from '../platform.ts';
import { InferenceGateway } from '../serving/inference-gateway.ts';
import { RETENTION } from '../stage.ts';
import type { Stage } from '../stage.ts';
import { imageOf } from '../training/images.ts';
import { PIPELINE_FUNCTIONS } from '../training/pipeline-definition.ts';
import { TrainingPipeline } from '../training/training-pipeline.ts';

/** Properties of a model's stack. */
export interface ModelStackProps extends StackProps {
  /** The model. */
  readonly definition: ModelDefinition;
  /** Name of the platform it lives on. @default - perennial */
  readonly platform?: string;
  /** @default - production: data outlives the stack */
  readonly stage?: Stage;
  /**
   * Is the platform encrypted by a customer-managed key? Must say what the platform says. @default
   * - aws-managed
   */
  readonly encryption?: 'kms' | 'aws-managed';
}

/**
 * One model: its pipeline, its gateway, its checks and alarms, at most 40 resources.
 *
 * Finds the platform by SSM parameters. A custom resource writes the definition into the registry;
 * when the stack is deleted it stops running executions and removes endpoints, configs and models
 * that runs have made.
 */
export class ModelStack extends Stack {
  public readonly pipeline: TrainingPipeline;
  public readonly gateway: InferenceGateway;
  public readonly alarms: ModelAlarms;

  constructor(scope: Construct, id: string, props: ModelStackProps) {
    super(scope, id, props);
    const { definition, encryption } = props;
    const retention = RETENTION[props.stage ?? 'production'];
    const name = props.platform ?? 'perennial';
    const platform = findPlatform(this, name, PIPELINE_FUNCTIONS);
    const kmsKeyArn = encryption === 'kms' ? platform.keyArn : undefined;
    const image = imageOf(definition, this);
    const artifactBucketArn = `arn:${this.partition}:s3:::${platform.artifactBucket}`;
    this.pipeline = new TrainingPipeline(this, 'Pipeline', {
      definition,
      platform,
      image,
      artifactBucketArn,
      retention,
      kmsKeyArn,
    });
    this.gateway = new InferenceGateway(this, 'Serving', {
      model: definition.name,
      platform,
      retention,
      kmsKeyArn,
    });
    this.alarms = new ModelAlarms(this, 'Alarms', {
      definition,
      gateway: this.gateway.function,
      stateMachine: this.pipeline.stateMachine,
    });
    new AcceptedTable(this, 'Rows', { definition, platform: name, lakeBucket: platform.lakeBucket });
    const schedule = new CheckSchedule(this, 'Checks', { definition, platform });
    const model = this.defineModel(definition, platform.manageModelArn, image.uri);
    schedule.node.addDependency(model);
    // The custom resource leaves a first heartbeat: the alarm on silence comes after it.
    this.alarms.node.addDependency(model);
    this.publish(name, definition.name);
  }

  private defineModel(
    definition: ModelDefinition,
    serviceToken: string,
    imageUri: string,
  ): CustomResource {
    const properties: ModelProperties = {
      Definition: JSON.stringify(definition),
      StateMachineArn: this.pipeline.stateMachine.stateMachineArn,
      ImageUri: imageUri,
      GatewayUrl: this.gateway.url,
    };
    return new CustomResource(this, 'Model', {
      serviceToken,
      resourceType: 'Custom::PerennialModel',
      properties,
    });
  }

  private publish(platform: string, model: string): void {
    new ssm.StringParameter(this, 'GatewayUrl', {
      parameterName: parameterName(platform, `models/${model}/gateway-url`),
      stringValue: this.gateway.url,
    });
    new CfnOutput(this, 'Gateway', {
      value: this.gateway.url,
      description: `predictions of ${model}; sign requests with IAM`,
    });
  }
}
