import { runInNewContext } from 'node:vm';
import { AwsError, LocalCloudError } from '../errors.ts';
import type { Stack } from './stack.ts';
import type { Template, TemplateParameter } from './template.ts';

/**
 * Values of a template's parameters as `Ref` gives them: lists are split, and those that name SSM
 * parameters are read.
 */
export function parameterValues(
  { template: { Parameters = {} }, parameters: given = {} }: Pick<Stack, 'template' | 'parameters'>,
  ssm: (name: string) => string | undefined,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(Parameters).map(([name, { Type, Default }]) => {
      const text = given[name] ?? Default;
      if (Type.startsWith('AWS::SSM::Parameter::Value'))
        return [name, inType(Type, ssmValue(name, String(text), ssm))];
      return [name, inType(Type, text)];
    }),
  );
}

function ssmValue(
  parameter: string,
  name: string,
  ssm: (name: string) => string | undefined,
): string {
  // The bootstrap stack of a laptop is the local cloud itself.
  const value = parameter === 'BootstrapVersion' ? '30' : ssm(name);
  if (value === undefined)
    throw new LocalCloudError(
      'MissingParameter',
      `deploy the stack that writes the SSM parameter '${name}' first`,
    );
  return value;
}

function inType(type: string, value: string | number | undefined): unknown {
  if (value === undefined || !/CommaDelimitedList|List</.test(type)) return value;
  return String(value)
    .split(',')
    .map((item) => item.trim());
}

/**
 * Refuses values that do not go with a template's parameters, in CloudFormation's words.
 *
 * @throws AwsError `ValidationError`
 */
export function checkParameters(
  { Parameters = {} }: Template,
  given: Readonly<Record<string, string>>,
): void {
  const unknown = Object.keys(given).filter((name) => !(name in Parameters));
  if (unknown.length > 0)
    throw invalid(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const missing = Object.entries(Parameters)
    .filter(([name, { Default }]) => Default === undefined && given[name] === undefined)
    .map(([name]) => name);
  if (missing.length > 0) throw invalid(`Parameters: [${missing.join(', ')}] must have values`);
  for (const [name, parameter] of Object.entries(Parameters)) {
    const value = String(given[name] ?? parameter.Default);
    const broken = RULES.find(({ holds }) => !holds(value, parameter));
    if (broken)
      throw invalid(
        parameter.ConstraintDescription
          ? `Parameter '${name}' failed to satisfy constraint: ${parameter.ConstraintDescription}`
          : broken.words(name, parameter),
      );
  }
}

interface Rule {
  readonly holds: (value: string, parameter: TemplateParameter) => boolean;
  readonly words: (name: string, parameter: TemplateParameter) => string;
}

/** Source: CloudFormation user guide, Parameters section. */
const RULES: readonly Rule[] = [
  {
    holds: (value, { Type }) =>
      Type !== 'Number' || (value.trim() !== '' && !Number.isNaN(Number(value))),
    words: (name) => `Parameter '${name}' must be a number.`,
  },
  {
    holds: (value, { AllowedValues }) =>
      AllowedValues === undefined || AllowedValues.map(String).includes(value),
    words: (name, { AllowedValues }) =>
      `Parameter '${name}' must be one of AllowedValues [${AllowedValues!.join(', ')}]`,
  },
  {
    holds: (value, { AllowedPattern }) =>
      AllowedPattern === undefined || matchesWhole(AllowedPattern, value),
    words: (name, { AllowedPattern }) => `Parameter '${name}' must match pattern ${AllowedPattern}`,
  },
  {
    holds: (value, { MinLength }) => MinLength === undefined || value.length >= Number(MinLength),
    words: (name, { MinLength }) =>
      `Parameter '${name}' must contain at least ${MinLength} characters`,
  },
  {
    holds: (value, { MaxLength }) => MaxLength === undefined || value.length <= Number(MaxLength),
    words: (name, { MaxLength }) =>
      `Parameter '${name}' must contain at most ${MaxLength} characters`,
  },
  {
    holds: (value, { MinValue }) => MinValue === undefined || Number(value) >= Number(MinValue),
    words: (name, { MinValue }) => `Parameter '${name}' must be a number not less than ${MinValue}`,
  },
  {
    holds: (value, { MaxValue }) => MaxValue === undefined || Number(value) <= Number(MaxValue),
    words: (name, { MaxValue }) =>
      `Parameter '${name}' must be a number not greater than ${MaxValue}`,
  },
];

/** Milliseconds that a pattern may take: it is the template's, and may be built to be slow. */
const PATIENCE = 100;

function matchesWhole(pattern: string, value: string): boolean {
  try {
    const expression = new RegExp(`^(?:${pattern})$`);
    const options = { timeout: PATIENCE };
    return runInNewContext('expression.test(value)', { expression, value }, options) === true;
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is no regular expression' : 'takes too long';
    throw invalid(`Template error: AllowedPattern ${pattern} ${why}`);
  }
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message, { status: 400 });
}
