import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { permit } from '../private/grants.ts';
import { because } from '../private/reasons.ts';
import type { ModelImage } from './images.ts';

/** Properties of the roles of a model's jobs. */
export interface JobRolesProps {
  readonly model: string;
  readonly image: ModelImage;
  readonly artifactBucketArn: string;
  /** Key of the buckets. @default - S3's own */
  readonly kmsKeyArn?: string;
}

/**
 * Two roles: what training may do, and what the container of the model may do in transform jobs and endpoints.
 *
 * Both read and write below `runs/<model>/` of the artifact bucket, pull their image, write logs and metrics, nothing else.
 */
export class JobRoles extends Construct {
  /** Role of training jobs. */
  public readonly training: iam.Role;
  /** Role of models: transform jobs and endpoints. */
  public readonly model: iam.Role;

  constructor(scope: Construct, id: string, props: JobRolesProps) {
    super(scope, id);
    this.training = this.defineRole('Training', props);
    this.model = this.defineRole('Model', props);
  }

  private defineRole(id: string, { model, image, artifactBucketArn, kmsKeyArn }: JobRolesProps): iam.Role {
    const stack = Stack.of(this);
    const role = new iam.Role(this, id, {
      assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': stack.account } } }),
    });
    permit(role, ['s3:GetObject', 's3:PutObject'], [`${artifactBucketArn}/runs/${model}/*`]);
    permit(role, ['s3:ListBucket'], [artifactBucketArn], { StringLike: { 's3:prefix': `runs/${model}/*` } });
    permit(role, ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'], [image.repositoryArn]);
    permit(role, ['ecr:GetAuthorizationToken'], ['*']);
    permit(role, ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], [
      stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: '/aws/sagemaker/*', arnFormat: undefined }).replace('log-group/', 'log-group:'),
    ]);
    permit(role, ['cloudwatch:PutMetricData'], ['*'], { StringEquals: { 'cloudwatch:namespace': ['/aws/sagemaker/TrainingJobs', '/aws/sagemaker/Endpoints', '/aws/sagemaker/TransformJobs'] } });
    if (kmsKeyArn) permit(role, ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:CreateGrant', 'kms:DescribeKey'], [kmsKeyArn]);
    because(role, 'jobs write below the folder of their model; registry tokens and metrics have no resources to name',
      'AwsSolutions-IAM5');
    return role;
  }
}
