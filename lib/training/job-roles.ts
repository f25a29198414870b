import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { permit } from '../private/grants.ts';
import type { ModelImage } from './images.ts';

/** Where SageMaker's own agents put their metrics. */
const NAMESPACES = [
  '/aws/sagemaker/TrainingJobs',
  '/aws/sagemaker/Endpoints',
  '/aws/sagemaker/TransformJobs',
];

/** Properties of the roles of a model's jobs. */
export interface JobRolesProps {
  readonly model: string;
  readonly image: ModelImage;
  readonly artifactBucketArn: string;
  /** Key of the buckets. @default - S3's own */
  readonly kmsKeyArn?: string;
}

/**
 * Two roles: what training may do, and what the container of the model may do in transform jobs and
 * endpoints.
 *
 * Both read and write below `runs/<model>/` of the artifact bucket, pull their image, write logs
 * and metrics, nothing else.
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

  private defineRole(
    id: string,
    { model, image, artifactBucketArn, kmsKeyArn }: JobRolesProps,
  ): iam.Role {
    const stack = Stack.of(this);
    const role = new iam.Role(this, id, {
      assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
      }),
    });
    permit(role, {
      actions: ['s3:GetObject', 's3:PutObject'],
      resources: [`${artifactBucketArn}/runs/${model}/*`],
      because: 'runs of this model',
    });
    permit(role, {
      actions: ['s3:ListBucket'],
      resources: [artifactBucketArn],
      conditions: { StringLike: { 's3:prefix': `runs/${model}/*` } },
    });
    permit(role, {
      actions: [
        'ecr:BatchCheckLayerAvailability',
        'ecr:GetDownloadUrlForLayer',
        'ecr:BatchGetImage',
      ],
      resources: [image.repositoryArn],
    });
    permit(role, {
      actions: ['ecr:GetAuthorizationToken'],
      resources: ['*'],
      because: 'a registry token has no resource to name',
    });
    permit(role, {
      actions: [
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:DescribeLogStreams',
        'logs:PutLogEvents',
      ],
      resources: [
        stack.formatArn({
          service: 'logs',
          resource: 'log-group',
          resourceName: '/aws/sagemaker/*',
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
      because: 'SageMaker names log groups by the kind of job',
    });
    permit(role, {
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      because: 'metrics have no resource to name; the namespaces are limited',
      conditions: { StringEquals: { 'cloudwatch:namespace': NAMESPACES } },
    });
    if (kmsKeyArn)
      permit(role, {
        actions: [
          'kms:Decrypt',
          'kms:Encrypt',
          'kms:GenerateDataKey',
          'kms:CreateGrant',
          'kms:DescribeKey',
        ],
        resources: [kmsKeyArn],
      });
    return role;
  }
}
