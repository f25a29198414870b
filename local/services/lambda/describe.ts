import type { Cloud } from '../../kernel/index.ts';
import type { FunctionConfiguration, LambdaFunction } from './functions.ts';

/** Runtimes get new patches all the time; here the version is that of this machine's program. */
export const RUNTIME_VERSION = '0'.repeat(64);

/** Only logs in JSON have levels; what is not said is INFO. */
function loggingOf({ LogFormat = 'Text', LogGroup, ...levels }: FunctionConfiguration) {
  if (LogFormat === 'Text') return { LogFormat, LogGroup };
  const { ApplicationLogLevel = 'INFO', SystemLogLevel = 'INFO' } = levels;
  return { LogFormat, ApplicationLogLevel, SystemLogLevel, LogGroup };
}

/** How Lambda shows one version of a function. */
export function describeFunction(fn: LambdaFunction, cloud: Cloud) {
  const { configuration: own } = fn;
  const node = own.Runtime.startsWith('provided') ? undefined : own.Runtime;
  return {
    FunctionName: fn.name,
    FunctionArn: fn.arn,
    Runtime: own.Runtime,
    Role: own.Role,
    Handler: own.Handler,
    CodeSize: own.CodeSize,
    CodeSha256: own.CodeSha256,
    Description: own.Description ?? '',
    Timeout: own.Timeout,
    MemorySize: own.MemorySize,
    Version: fn.version,
    PackageType: 'Zip',
    LastModified: new Date(fn.modified).toISOString().replace('Z', '+0000'),
    Environment: own.Environment ? { Variables: own.Environment } : undefined,
    EphemeralStorage: { Size: own.EphemeralStorage ?? 512 },
    Architectures: own.Architectures,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    LoggingConfig: loggingOf(own),
    TracingConfig: { Mode: own.TracingMode ?? 'PassThrough' },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    DeadLetterConfig: own.DeadLetterArn ? { TargetArn: own.DeadLetterArn } : undefined,
    KMSKeyArn: own.KMSKeyArn,
    Layers: own.Layers?.map(({ Arn, CodeSize }) => ({ Arn, CodeSize })),
    RevisionId: fn.revision,
    RuntimeVersionConfig: node
      ? { RuntimeVersionArn: `arn:aws:lambda:${cloud.region}::runtime:${RUNTIME_VERSION}` }
      : undefined,
  };
}

/**
 * The answer to a creation: AWS needs a moment, which is over before the next call here. With it
 * comes another revision (recorded), so the one of the answer is never the latest.
 */
export function describeCreated(fn: LambdaFunction, cloud: Cloud) {
  return {
    ...describeFunction(fn, cloud),
    RevisionId: cloud.world.uuid(),
    LastUpdateStatus: undefined,
    State: 'Pending',
    StateReason: 'The function is being created.',
    StateReasonCode: 'Creating',
  };
}

/** The answer to a change; its revision passes too. */
export function describeUpdated(fn: LambdaFunction, cloud: Cloud) {
  return {
    ...describeFunction(fn, cloud),
    RevisionId: cloud.world.uuid(),
    LastUpdateStatus: 'InProgress',
    LastUpdateStatusReason: 'The function is being created.',
    LastUpdateStatusReasonCode: 'Creating',
  };
}
