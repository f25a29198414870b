import { processAction } from '../../../kernel/index.ts';
import { readBody } from '../body.ts';
import type { TemplateInput } from '../body.ts';
import { checkTemplate } from '../check-template.ts';
import { givenTo } from '../given.ts';
import { onStack, stackNamed } from '../stacks.ts';
import { declaredParameters, wantedCapabilities } from '../summary.ts';
import { readTemplate } from '../template-text.ts';

/** GetTemplateSummary: of a template, or of the one that a stack has. */
export const getTemplateSummary = processAction(
  'GetTemplateSummary',
  onStack('GetTemplateSummary'),
  async (input: TemplateInput & { readonly StackName?: string }, context) => {
    const { cloud } = context;
    const stack = input.StackName === undefined ? undefined : stackNamed(input.StackName, cloud);
    const body = stack
      ? (givenTo(stack.id, cloud).body ?? stack.template)
      : await readBody(input, context);
    const template = readTemplate(body);
    checkTemplate(template);
    return {
      Parameters: declaredParameters(template).map((parameter) => ({
        ...parameter,
        ParameterType: template.Parameters![parameter.ParameterKey]!.Type,
      })),
      Description: template.Description,
      ResourceTypes: [...new Set(Object.values(template.Resources).map(({ Type }) => Type))],
      Version: template.AWSTemplateFormatVersion,
      ...wantedCapabilities(template),
    };
  },
);
