import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { servePrediction } from '../../lambda/serve-prediction/contract.ts';
import { ContractFunction } from '../functions/contract-function.ts';
import type { Platform } from '../platform.ts';
import { permit } from '../private/grants.ts';
import type { Retention } from '../stage.ts';

/** Properties of a gateway. */
export interface InferenceGatewayProps {
  readonly model: string;
  readonly platform: Platform;
  readonly retention: Retention;
  /** Key of buckets, table and queue. @default - keys that AWS manages */
  readonly kmsKeyArn?: string;
}

/**
 * Where predictions of one model are asked for: named columns in, predictions and the version that
 * made them out.
 *
 * Defines a function with an IAM-authorised URL. A gateway per model, so that IAM can tell their
 * callers apart.
 */
export class InferenceGateway extends Construct {
  /** The function. */
  public readonly function: lambda.Function;
  /** Its URL. */
  public readonly url: string;

  constructor(
    scope: Construct,
    id: string,
    { model, platform, retention, kmsKeyArn }: InferenceGatewayProps,
  ) {
    super(scope, id);
    const gateway = new ContractFunction(this, 'Gateway', {
      handler: 'serve-prediction',
      description: `predictions of ${model}`,
      contract: servePrediction,
      environment: {
        MODEL_NAME: model,
        REGISTRY_TABLE: platform.registryTable,
        ARTIFACT_BUCKET: platform.artifactBucket,
        LAKE_BUCKET: platform.lakeBucket,
        CAPTURE_QUEUE_URL: platform.captureQueueUrl,
      },
      retention,
      memory: 512,
      timeout: Duration.seconds(70),
    });
    this.function = gateway.function;
    this.grant(gateway, model, platform, kmsKeyArn);
    this.url = gateway.function.addFunctionUrl({
      authType: lambda.FunctionUrlAuthType.AWS_IAM,
    }).url;
  }

  private grant(
    { role }: ContractFunction,
    model: string,
    platform: Platform,
    kmsKeyArn: string | undefined,
  ): void {
    const stack = Stack.of(this);
    const bucket = (name: string, prefix: string) =>
      `arn:${stack.partition}:s3:::${name}/${prefix}/${model}/*`;
    permit(role, {
      actions: ['dynamodb:BatchGetItem'],
      resources: [
        stack.formatArn({
          service: 'dynamodb',
          resource: 'table',
          resourceName: platform.registryTable,
        }),
      ],
      conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [`MODEL#${model}`] } },
    });
    permit(role, {
      actions: ['s3:GetObject'],
      resources: [bucket(platform.artifactBucket, 'runs')],
      because: 'encoders lie with the runs of this model',
    });
    permit(role, {
      actions: ['s3:PutObject'],
      resources: [bucket(platform.lakeBucket, 'oversize')],
      because: 'large captures of this model, named by the request',
    });
    permit(role, { actions: ['sqs:SendMessage'], resources: [platform.captureQueueArn] });
    permit(role, {
      actions: ['sagemaker:InvokeEndpoint'],
      resources: ['a', 'b'].map((slot) =>
        stack.formatArn({
          service: 'sagemaker',
          resource: 'endpoint',
          resourceName: `${model}-${slot}`,
        }),
      ),
    });
    if (kmsKeyArn)
      permit(role, { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [kmsKeyArn] });
  }
}
