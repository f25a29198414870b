import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { permit } from '../private/grants.ts';

/** Properties of the bus. */
export interface PlatformBusProps {
  /** Where events go that no function could take. */
  readonly deadLetters: sqs.IQueue;
}

/**
 * The platform's own events, and the rules that bring them (and AWS's) to functions.
 *
 * Defines one bus. Rules serve all models at once: they match by detail type, key prefix and name
 * prefix, so that a model more is no rule more.
 */
export class PlatformBus extends Construct {
  /** The bus. */
  public readonly bus: events.EventBus;
  private readonly deadLetters: sqs.IQueue;

  constructor(scope: Construct, id: string, { deadLetters }: PlatformBusProps) {
    super(scope, id);
    this.deadLetters = deadLetters;
    this.bus = new events.EventBus(this, 'Bus', { description: 'events of all models' });
  }

  /** Permits putting events on the bus. */
  public grantPut(role: iam.Role): void {
    permit(role, { actions: ['events:PutEvents'], resources: [this.bus.eventBusArn] });
  }

  /** Calls functions with the platform's events of these types. */
  public onPlatformEvents(
    id: string,
    detailTypes: readonly string[],
    ...functions: readonly lambda.IFunction[]
  ): void {
    this.defineRule(
      id,
      { source: ['perennial'], detailType: [...detailTypes] },
      functions,
      this.bus,
    );
  }

  /** Calls functions with events that AWS puts on the default bus. */
  public onAwsEvents(
    id: string,
    pattern: events.EventPattern,
    ...functions: readonly lambda.IFunction[]
  ): void {
    this.defineRule(id, pattern, functions, undefined);
  }

  private defineRule(
    id: string,
    eventPattern: events.EventPattern,
    functions: readonly lambda.IFunction[],
    eventBus?: events.IEventBus,
  ): void {
    const rule = new events.Rule(this, id, { eventPattern, eventBus });
    for (const fn of functions) {
      rule.addTarget(
        new targets.LambdaFunction(fn, {
          deadLetterQueue: this.deadLetters,
          maxEventAge: Duration.hours(6),
          retryAttempts: 20,
        }),
      );
    }
  }
}
