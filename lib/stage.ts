import { RemovalPolicy } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';

/**
 * What a deployment is for: data of `production` outlives its stacks, data of `development` does
 * not.
 */
export type Stage = 'development' | 'production';

/** How long things are kept. */
export interface Retention {
  /** Of logs. */
  readonly logs: logs.RetentionDays;
  /** What becomes of data when a stack is deleted. */
  readonly removal: RemovalPolicy;
}

/** Retention by stage. */
export const RETENTION: Readonly<Record<Stage, Retention>> = {
  development: { logs: logs.RetentionDays.TWO_WEEKS, removal: RemovalPolicy.DESTROY },
  production: { logs: logs.RetentionDays.ONE_YEAR, removal: RemovalPolicy.RETAIN },
};
