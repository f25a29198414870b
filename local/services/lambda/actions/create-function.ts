import { processAction } from '../../../kernel/index.ts';
import type { ActionContext } from '../../../kernel/index.ts';
import { checkConfiguration, checkRole } from '../code/check.ts';
import type { ConfigurationInput } from '../code/check.ts';
import { fetchCode } from '../code/fetch.ts';
import type { CodeInput } from '../code/fetch.ts';
import type { PlacedCode } from '../code/place.ts';
import { attach } from '../layers/attached.ts';
import type { AttachedLayer } from '../layers/attached.ts';
import { describeCreated } from '../describe.ts';
import { conflict, constraint, invalidParameter } from '../errors.ts';
import { LATEST, asFunction, findFunction, putFunction } from '../functions.ts';
import type { FunctionConfiguration, FunctionRow } from '../functions.ts';
import { bareName, functionArn } from '../names.ts';
import { onFunction } from '../permissions.ts';
import { publish } from '../versions.ts';

/** Input of CreateFunction. */
export interface CreateFunctionInput extends ConfigurationInput {
  readonly FunctionName: string;
  readonly Role: string;
  readonly Code: CodeInput;
  readonly Publish?: boolean;
  readonly Architectures?: readonly string[];
  readonly Tags?: Readonly<Record<string, string>>;
}

/** A package and the layers below it. */
interface WholeCode extends PlacedCode {
  readonly layers: readonly AttachedLayer[] | undefined;
}

/** CreateFunction. */
export const createFunction = processAction(
  'CreateFunction',
  onFunction('CreateFunction'),
  async (input: CreateFunctionInput, context) => {
    const { cloud } = context;
    const name = bareName(input.FunctionName);
    checkName(name);
    if (Object.keys(input.Tags ?? {}).length > 50)
      throw invalidParameter('Number of tags exceeds resource tag limit.');
    if (!input.Runtime || !input.Handler) {
      throw invalidParameter(
        'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
      );
    }
    checkConfiguration(input);
    checkRole(input.Role, name, context);
    if (findFunction(name, cloud)) throw conflict(`Function already exist: ${name}`);
    const layers = attach(input.Layers ?? [], context);
    const code = await fetchCode(input.Code, context);
    return cloud.db.transaction(() => store(name, input, { ...code, layers }, context));
  },
);

function store(
  name: string,
  input: CreateFunctionInput,
  code: WholeCode,
  { cloud }: ActionContext,
) {
  if (findFunction(name, cloud)) throw conflict(`Function already exist: ${name}`);
  const row: FunctionRow = {
    name,
    version: LATEST,
    configuration: JSON.stringify(configurationOf(name, input, code)),
    code: code.folder,
    modified: cloud.world.now(),
    revision: cloud.world.uuid(),
  };
  cloud.db.run(
    'INSERT INTO lambda_heads VALUES (?, NULL, 1, ?)',
    name,
    JSON.stringify(input.Tags ?? {}),
  );
  putFunction(row, cloud);
  const made = input.Publish ? publish(name, {}, cloud) : asFunction(row, functionArn(name, cloud));
  return describeCreated(made, cloud);
}

/** What a new function is made of. */
function configurationOf(
  name: string,
  input: CreateFunctionInput,
  code: WholeCode,
): FunctionConfiguration {
  return {
    Role: input.Role,
    Handler: input.Handler ?? '',
    Runtime: input.Runtime ?? '',
    Timeout: input.Timeout ?? 3,
    MemorySize: input.MemorySize ?? 128,
    Architectures: input.Architectures ?? ['x86_64'],
    Environment: input.Environment?.Variables,
    Description: input.Description,
    LogGroup: input.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    LogFormat: input.LoggingConfig?.LogFormat,
    ApplicationLogLevel: input.LoggingConfig?.ApplicationLogLevel,
    SystemLogLevel: input.LoggingConfig?.SystemLogLevel,
    DeadLetterArn: input.DeadLetterConfig?.TargetArn || undefined,
    TracingMode: input.TracingConfig?.Mode,
    EphemeralStorage: input.EphemeralStorage?.Size,
    Layers: code.layers,
    KMSKeyArn: input.KMSKeyArn || undefined,
    CodeSize: code.size,
    CodeSha256: code.sha256,
  };
}

/** The model lets ARNs be longer; the name in them may have 64 characters. */
function checkName(name: string): void {
  if (name.length > 64)
    throw constraint(name, 'functionName', 'Member must have length less than or equal to 64');
}
