import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { LARGE_UPLOADS, LargeUploads, largeUploadsArn } from '../admission/large-uploads.ts';
import type { LargeUploadSizes } from '../admission/large-uploads.ts';
import { OncallTopic } from '../alerting/oncall-topic.ts';
import { DeadLetterQueue } from '../bus/dead-letter-queue.ts';
import { PlatformBus } from '../bus/platform-bus.ts';
import { DataLake } from '../data-lake/data-lake.ts';
import { LakeDatabase } from '../data-lake/lake-tables.ts';
import { EraserRole } from '../data-lake/eraser-role.ts';
import { publishPlatform } from '../platform.ts';
import { permit } from '../private/grants.ts';
import { ModelRegistry } from '../registry/model-registry.ts';
import { RETENTION } from '../stage.ts';
import type { Retention, Stage } from '../stage.ts';
import { PIPELINE_FUNCTIONS } from '../training/pipeline-definition.ts';
import type { PipelineFunction } from '../training/pipeline-definition.ts';
import { grantPlatformFunctions } from './platform-grants.ts';
import { PlatformFunctions } from './platform-functions.ts';

/** Properties of the platform. */
export interface PlatformStackProps extends StackProps {
  /** Name by which model stacks find it. @default - perennial */
  readonly platform?: string;
  /** @default - production: data outlives the stack */
  readonly stage?: Stage;
  /** Mail addresses of people on call. @default - nobody */
  readonly oncall?: readonly string[];
  /** `kms`: one customer-managed key for everything. @default - keys that AWS manages */
  readonly encryption?: 'kms' | 'aws-managed';
  /** When uploads are judged in pieces, and in which. @default - from 1 GiB on, in pieces of 128 MiB */
  readonly largeUploads?: LargeUploadSizes;
  /** What is deployed, for the lineage of versions, for example a commit. @default - unversioned */
  readonly codeVersion?: string;
}

/**
 * What all models share: lake, registry, bus, functions, queues, topic.
 *
 * Model stacks find it by SSM parameters below `/perennial/<platform>/` and never change it.
 */
export class PlatformStack extends Stack {
  public readonly lake: DataLake;
  public readonly registry: ModelRegistry;
  public readonly bus: PlatformBus;
  public readonly oncall: OncallTopic;
  public readonly functions: PlatformFunctions;
  private readonly key: kms.Key | undefined;
  private readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: PlatformStackProps = {}) {
    super(scope, id, props);
    const retention = RETENTION[props.stage ?? 'production'];
    this.key = props.encryption === 'kms' ? this.defineKey(retention) : undefined;
    const encryptionKey = this.key;
    this.lake = new DataLake(this, 'Data', { retention, encryptionKey });
    new LakeDatabase(this, 'Tables', { platform: props.platform ?? 'perennial' });
    this.registry = new ModelRegistry(this, 'Registry', { retention, encryptionKey });
    this.oncall = new OncallTopic(this, 'Oncall', { addresses: props.oncall, encryptionKey });
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      of: 'an event',
      oncall: this.oncall.topic,
      encryptionKey,
    });
    this.bus = new PlatformBus(this, 'Events', { deadLetters: this.deadLetters.queue });
    this.functions = this.defineFunctions(retention, props);
    grantPlatformFunctions(this.functions, { stack: this, ...this });
    new LargeUploads(this, 'LargeUploads', {
      platform: props.platform ?? 'perennial',
      functions: this.functions,
      oncall: this.oncall.topic,
      retention,
    });
    this.routeEvents();
    const captures = this.defineCaptures();
    const operateUrl = this.defineOperateUrl();
    this.publish(props.platform ?? 'perennial', captures, operateUrl);
    this.defineEraser(props.platform ?? 'perennial');
  }

  private defineFunctions(retention: Retention, props: PlatformStackProps): PlatformFunctions {
    const { landing, lake, artifacts } = this.lake.buckets;
    const { from, piece } = { ...LARGE_UPLOADS, ...props.largeUploads };
    return new PlatformFunctions(this, 'Functions', {
      retention,
      deadLetters: this.deadLetters.queue,
      environment: {
        REGISTRY_TABLE: this.registry.table.tableName,
        LANDING_BUCKET: landing.bucketName,
        LAKE_BUCKET: lake.bucketName,
        ARTIFACT_BUCKET: artifacts.bucketName,
        EVENT_BUS: this.bus.bus.eventBusName,
        ONCALL_TOPIC_ARN: this.oncall.topic.topicArn,
        CODE_VERSION: props.codeVersion ?? 'unversioned',
        LARGE_UPLOADS_ARN: largeUploadsArn(this, props.platform ?? 'perennial'),
        LARGE_UPLOAD_BYTES: String(from.toBytes()),
        PIECE_BYTES: String(piece.toBytes()),
      },
    });
  }

  /** One key for everything, usable by the services that work on our behalf. */
  private defineKey({ removal }: Retention): kms.Key {
    const key = new kms.Key(this, 'Key', {
      description: 'Perennial',
      enableKeyRotation: true,
      removalPolicy: removal,
    });
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'ServicesOfThisAccount',
        principals: ['cloudwatch', 'events', 'sns', 'sqs'].map(
          (name) => new iam.ServicePrincipal(`${name}.amazonaws.com`),
        ),
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    return key;
  }

  private routeEvents(): void {
    const fn = (...names: readonly Parameters<PlatformFunctions['get']>[0][]) =>
      names.map((name) => this.functions.get(name).function);
    this.bus.onPlatformEvents(
      'ToArbiter',
      ['Data Admitted', 'Model Unhealthy', 'Retraining Requested', 'Run Ended'],
      ...fn('decide-retraining'),
    );
    this.bus.onPlatformEvents('ToJoin', ['Labels Admitted'], ...fn('join-ground-truth'));
    this.bus.onPlatformEvents(
      'ToPeople',
      ['Run Ended', 'Version Promoted', 'Upload Refused'],
      ...fn('notify-oncall'),
    );
    this.bus.onAwsEvents(
      'Uploads',
      {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [this.lake.buckets.landing.bucketName] },
          object: { key: [{ prefix: 'uploads/' }] },
        },
      },
      ...fn('admit-upload'),
    );
    this.bus.onAwsEvents(
      'Alarms',
      {
        source: ['aws.cloudwatch'],
        detailType: ['CloudWatch Alarm State Change'],
        // A new alarm that has its first data goes to OK: nobody has to hear of that.
        detail: {
          alarmName: [{ prefix: 'perennial-' }],
          $or: [{ state: { value: ['ALARM'] } }, { previousState: { value: ['ALARM'] } }],
        },
      },
      ...fn('decide-retraining', 'notify-oncall'),
    );
    const machines = this.formatArn({ service: 'states', resource: 'stateMachine:perennial-' });
    this.bus.onAwsEvents(
      'Executions',
      {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
          stateMachineArn: [
            { prefix: machines.replace('stateMachine:perennial-/', 'stateMachine:perennial-') },
          ],
        },
      },
      ...fn('end-run'),
    );
  }

  /** Captures of all gateways, written in batches. */
  private defineCaptures(): sqs.Queue {
    const encryption = this.key ? sqs.QueueEncryption.KMS : sqs.QueueEncryption.SQS_MANAGED;
    const lost = new DeadLetterQueue(this, 'LostCaptures', {
      of: 'a captured prediction',
      oncall: this.oncall.topic,
      encryptionKey: this.key,
    });
    const queue = new sqs.Queue(this, 'Captures', {
      enforceSSL: true,
      encryption,
      encryptionMasterKey: this.key,
      visibilityTimeout: Duration.minutes(12),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: lost.queue, maxReceiveCount: 5 },
    });
    const writer = this.functions.get('write-captures');
    // What Lambda's poller needs; the ready-made grant of a consumer permits more.
    permit(writer.role, {
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resources: [queue.queueArn],
    });
    this.key?.grantDecrypt(writer.role);
    writer.function.addEventSourceMapping('Captures', {
      eventSourceArn: queue.queueArn,
      batchSize: 100,
      maxBatchingWindow: Duration.minutes(1),
      reportBatchItemFailures: true,
      maxConcurrency: 5,
    });
    return queue;
  }

  /** Nobody else may delete data; who may become it is for the account to say. */
  private defineEraser(platform: string): void {
    const { role } = new EraserRole(this, 'Eraser', {
      lake: this.lake,
      registry: this.registry,
      platform,
      encryptionKey: this.key,
    });
    new CfnOutput(this, 'EraserRole', {
      value: role.roleArn,
      description: 'role with which perennial forget erases a person',
    });
  }

  private defineOperateUrl(): string {
    const { url } = this.functions
      .get('operate-model')
      .function.addFunctionUrl({ authType: lambda.FunctionUrlAuthType.AWS_IAM });
    return url;
  }

  private publish(platform: string, captures: sqs.Queue, operateUrl: string): void {
    const { landing, lake, artifacts } = this.lake.buckets;
    const arn = (name: Parameters<PlatformFunctions['get']>[0]) =>
      this.functions.get(name).function.functionArn;
    publishPlatform(this, platform, {
      registryTable: this.registry.table.tableName,
      landingBucket: landing.bucketName,
      lakeBucket: lake.bucketName,
      artifactBucket: artifacts.bucketName,
      captureQueueUrl: captures.queueUrl,
      captureQueueArn: captures.queueArn,
      oncallTopicArn: this.oncall.topic.topicArn,
      manageModelArn: arn('manage-model'),
      checkModelArn: arn('check-model'),
      checkDeadLettersArn: this.deadLetters.queue.queueArn,
      busName: this.bus.bus.eventBusName,
      operateUrl,
      keyArn: this.key?.keyArn ?? 'none',
      functionArns: Object.fromEntries(
        PIPELINE_FUNCTIONS.map((name) => [name, arn(name)]),
      ) as Record<PipelineFunction, string>,
    });
    new CfnOutput(this, 'LandingBucket', {
      value: landing.bucketName,
      description: 'upload to uploads/<model>/data/<file>',
    });
    new CfnOutput(this, 'OncallTopic', {
      value: this.oncall.topic.topicArn,
      description: 'subscribe people on call here',
    });
  }
}
