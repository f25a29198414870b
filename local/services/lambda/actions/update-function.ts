import { action, processAction } from '../../../kernel/index.ts';
import { checkConfiguration, checkRole } from '../code/check.ts';
import type { ConfigurationInput } from '../code/check.ts';
import { fetchCode } from '../code/fetch.ts';
import type { CodeInput } from '../code/fetch.ts';
import { describeCreated, describeFunction, describeUpdated } from '../describe.ts';
import { poolOf } from '../environments/pool.ts';
import { invalidParameter, staleRevision } from '../errors.ts';
import { LATEST, asFunction, functionNamed, putFunction } from '../functions.ts';
import type { FunctionConfiguration, LambdaFunction } from '../functions.ts';
import { attach } from '../layers/attached.ts';
import { bareName, functionArn, parseName } from '../names.ts';
import { onFunction } from '../permissions.ts';
import { publish } from '../versions.ts';
import type { Cloud } from '../../../kernel/index.ts';

/** Input of UpdateFunctionCode. */
export interface UpdateCodeInput extends CodeInput {
  readonly FunctionName: string;
  readonly Publish?: boolean;
  readonly DryRun?: boolean;
  readonly RevisionId?: string;
  readonly Architectures?: readonly string[];
}

/** Input of UpdateFunctionConfiguration. */
export interface UpdateConfigurationInput extends ConfigurationInput {
  readonly FunctionName: string;
  readonly RevisionId?: string;
}

/** UpdateFunctionCode: environments that are idle end; what runs comes to its end. */
export const updateFunctionCode = processAction(
  'UpdateFunctionCode',
  onFunction('UpdateFunctionCode'),
  async (input: UpdateCodeInput, context) => {
    const { cloud } = context;
    const before = latestOf(input, cloud);
    const code = await fetchCode(input, context);
    const change = {
      CodeSize: code.size,
      CodeSha256: code.sha256,
      Architectures: input.Architectures ?? before.configuration.Architectures,
    };
    if (input.DryRun)
      return describeFunction(
        { ...before, configuration: { ...before.configuration, ...change } },
        cloud,
      );
    return cloud.db.transaction(() => {
      const changed = changeTo(latestOf(input, cloud), change, code.folder, cloud);
      return input.Publish
        ? describeCreated(publish(changed.name, {}, cloud), cloud)
        : describeUpdated(changed, cloud);
    });
  },
);

/** UpdateFunctionConfiguration: what is not named stays. */
export const updateFunctionConfiguration = action(
  'UpdateFunctionConfiguration',
  onFunction('UpdateFunctionConfiguration'),
  (input: UpdateConfigurationInput, context) => {
    const { cloud } = context;
    const before = latestOf(input, cloud);
    const own = before.configuration;
    const { LogFormat } = own;
    const LoggingConfig = input.LoggingConfig && { LogFormat, ...input.LoggingConfig };
    checkConfiguration({ ...input, LoggingConfig });
    if (input.Role !== undefined) checkRole(input.Role, before.name, context);
    const dead = input.DeadLetterConfig;
    const change: FunctionConfiguration = {
      ...own,
      Role: input.Role ?? own.Role,
      Handler: input.Handler ?? own.Handler,
      Runtime: input.Runtime ?? own.Runtime,
      Timeout: input.Timeout ?? own.Timeout,
      MemorySize: input.MemorySize ?? own.MemorySize,
      Description: input.Description ?? own.Description,
      Environment: input.Environment ? (input.Environment.Variables ?? {}) : own.Environment,
      LogGroup: input.LoggingConfig?.LogGroup ?? own.LogGroup,
      LogFormat: input.LoggingConfig?.LogFormat ?? own.LogFormat,
      ApplicationLogLevel: input.LoggingConfig?.ApplicationLogLevel ?? own.ApplicationLogLevel,
      SystemLogLevel: input.LoggingConfig?.SystemLogLevel ?? own.SystemLogLevel,
      DeadLetterArn: dead ? dead.TargetArn || undefined : own.DeadLetterArn,
      TracingMode: input.TracingConfig?.Mode ?? own.TracingMode,
      Layers: input.Layers ? attach(input.Layers, context) : own.Layers,
      KMSKeyArn: (input.KMSKeyArn ?? own.KMSKeyArn) || undefined,
      EphemeralStorage: input.EphemeralStorage?.Size ?? own.EphemeralStorage,
    };
    return describeUpdated(changeTo(before, change, before.code, cloud), cloud);
  },
);

function latestOf(
  input: { readonly FunctionName: string; readonly RevisionId?: string },
  cloud: Cloud,
): LambdaFunction {
  const { qualifier = LATEST } = parseName(input.FunctionName);
  if (qualifier !== LATEST) {
    throw invalidParameter(
      'Current operation does not support versions other than $LATEST. Please set the version to $LATEST or do not set a version in your request.',
    );
  }
  const fn = functionNamed(bareName(input.FunctionName), cloud);
  if (input.RevisionId !== undefined && input.RevisionId !== fn.revision) throw staleRevision();
  return fn;
}

function changeTo(
  before: LambdaFunction,
  change: Partial<FunctionConfiguration>,
  code: string,
  cloud: Cloud,
): LambdaFunction {
  const row = {
    name: before.name,
    version: LATEST,
    configuration: JSON.stringify({ ...before.configuration, ...change }),
    code,
    modified: cloud.world.now(),
    revision: cloud.world.uuid(),
  };
  putFunction(row, cloud);
  poolOf(cloud).retire(before.name);
  return asFunction(row, functionArn(before.name, cloud));
}
