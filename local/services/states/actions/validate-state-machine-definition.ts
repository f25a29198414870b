import { action } from '../../../kernel/index.ts';
import { validateDefinition } from '../language/validation/validate.ts';
import { onAny } from '../permissions.ts';

interface Input {
  readonly definition: string;
  readonly type?: 'STANDARD' | 'EXPRESS';
  readonly maxResults?: number;
}

/** ValidateStateMachineDefinition: what CreateStateMachine would refuse. */
export const validateStateMachineDefinition = action(
  'ValidateStateMachineDefinition',
  onAny('ValidateStateMachineDefinition'),
  ({ definition, type = 'STANDARD', maxResults }: Input) => {
    const diagnostics = validateDefinition(definition, { type });
    const most = maxResults ? Math.min(maxResults, 100) : 100;
    return {
      result: diagnostics.some(({ severity }) => severity === 'ERROR') ? 'FAIL' : 'OK',
      diagnostics: diagnostics.slice(0, most),
      truncated: diagnostics.length > most,
    };
  },
);
