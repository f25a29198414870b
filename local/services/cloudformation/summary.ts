import type { Template } from '../../cloudformation/template.ts';
import { AwsError } from '../../errors.ts';
import { checkCapabilities } from './capabilities.ts';

/** Parameters of a template, as ValidateTemplate tells them. */
export function declaredParameters({ Parameters = {} }: Template) {
  return Object.entries(Parameters).map(([ParameterKey, { Default, NoEcho, Description }]) => ({
    ParameterKey,
    DefaultValue: Default === undefined ? undefined : String(Default),
    NoEcho: String(NoEcho) === 'true',
    Description,
  }));
}

/** Which capabilities a template wants, and why. */
export function wantedCapabilities(template: Template): {
  readonly Capabilities?: readonly string[];
  readonly CapabilitiesReason?: string;
} {
  try {
    checkCapabilities(template, []);
    return {};
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const capability = /\[(\w+)\]/.exec(error.message)![1]!;
    const types = Object.values(template.Resources)
      .map(({ Type }) => Type)
      .filter((type) => type.startsWith('AWS::IAM::'));
    return {
      Capabilities: [capability],
      CapabilitiesReason: `The following resource(s) require capabilities: [${[...new Set(types)].join(', ')}]`,
    };
  }
}
