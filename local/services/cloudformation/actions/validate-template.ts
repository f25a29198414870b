import { processAction } from '../../../kernel/index.ts';
import { readBody } from '../body.ts';
import type { TemplateInput } from '../body.ts';
import { checkTemplate } from '../check-template.ts';
import { onNothing } from '../stacks.ts';
import { declaredParameters, wantedCapabilities } from '../summary.ts';
import { readTemplate } from '../template-text.ts';

/** ValidateTemplate: whether it is a template, not whether all of it is offered here. */
export const validateTemplate = processAction(
  'ValidateTemplate',
  onNothing('ValidateTemplate'),
  async (input: TemplateInput, context) => {
    const template = readTemplate(await readBody(input, context));
    checkTemplate(template);
    return {
      Parameters: declaredParameters(template),
      Description: template.Description,
      ...wantedCapabilities(template),
    };
  },
);
