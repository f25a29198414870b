import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { EnvironmentOf, HandlerContract } from '../../domain/handler-contract.ts';
import { functionCode } from '../private/function-code.ts';
import { because } from '../private/reasons.ts';
import type { Retention } from '../stage.ts';

/** Properties of a function with a contract. */
export interface ContractFunctionProps<Contract extends HandlerContract> {
  /** Folder below `lambda/`. */
  readonly handler: string;
  /** What it does, for the console. */
  readonly description: string;
  /** The contract of the function. */
  readonly contract: Contract;
  /** Its environment: every variable of the contract. */
  readonly environment: EnvironmentOf<Contract>;
  /** How long logs are kept, and whether they outlive the stack. */
  readonly retention: Retention;
  /**
   * Where events go that failed to the end. @default - nowhere: the function is called
   * synchronously only
   */
  readonly deadLetters?: sqs.IQueue;
  /** @default - one minute */
  readonly timeout?: Duration;
  /** Megabytes. @default - 512 */
  readonly memory?: number;
  /** Executions at once. @default - as many as the account has */
  readonly concurrency?: number;
}

/**
 * A Lambda function with a role, a log group and a contract of its own.
 *
 * Defines the function, its role and its log group. The role may write its own logs and traces,
 * nothing else.
 */
export class ContractFunction<
  Contract extends HandlerContract = HandlerContract,
> extends Construct {
  /** The function itself. */
  public readonly function: lambda.Function;
  /** The function's own role. */
  public readonly role: iam.Role;

  constructor(scope: Construct, id: string, props: ContractFunctionProps<Contract>) {
    super(scope, id);
    const logGroup = new logs.LogGroup(this, 'Logs', {
      retention: props.retention.logs,
      removalPolicy: props.retention.removal,
    });
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    });
    logGroup.grantWrite(role);
    this.role = role;
    this.function = new lambda.Function(this, 'Function', {
      description: props.description,
      code: functionCode(props.handler),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_22_X,
      architecture: lambda.Architecture.ARM_64,
      timeout: props.timeout ?? Duration.minutes(1),
      memorySize: props.memory ?? 512,
      reservedConcurrentExecutions: props.concurrency,
      environment: {
        POWERTOOLS_SERVICE_NAME: props.handler,
        ...(props.environment as Record<string, string>),
      },
      tracing: lambda.Tracing.ACTIVE,
      deadLetterQueue: props.deadLetters,
      role,
      logGroup,
    });
    because(role, 'X-Ray has no resources to name', 'AwsSolutions-IAM5[Resource::*]');
    because(
      this.function,
      'nodejs22.x is the newest runtime whose language level Node.js 20 shares, so that the same bundle runs locally',
      'AwsSolutions-L1',
    );
  }
}
