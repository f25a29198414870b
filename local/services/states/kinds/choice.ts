import { conditionHolds, holds } from '../language/choice-rule.ts';
import { RuntimeFault } from '../language/failure.ts';
import { applyPath } from '../language/paths.ts';
import { withInput } from '../language/scope.ts';
import type { ChoiceRule, ChoiceState } from '../language/types.ts';
import type { Frame, Leave, StateKind } from './frame.ts';
import { assign, leaveByQueries, selectedInput } from './shape.ts';

/** Choice: goes to the state of the first rule that holds, else to Default. */
export const choice: StateKind<ChoiceState> = {
  enter: (frame) => (frame.language === 'JSONata' ? chooseByQueries(frame) : chooseByPaths(frame)),
};

async function chooseByQueries(frame: Frame<ChoiceState>): Promise<Leave> {
  const { state, scope } = frame;
  for (const [index, rule] of state.Choices.entries()) {
    const place = `Choices[${index}]/`;
    if (!(await conditionHolds(rule, `${place}Condition`, scope))) continue;
    return leaveByQueries(frame, { exit: rule, scope, otherwise: scope.input, place });
  }
  const exit = { Next: defaultOf(state), Output: state.Output, Assign: state.Assign };
  return leaveByQueries(frame, { exit, scope, otherwise: scope.input });
}

function chooseByPaths(frame: Frame<ChoiceState>): Leave {
  const { state } = frame;
  const input = selectedInput(frame);
  const scope = withInput(frame.scope, input);
  const rule: ChoiceRule | undefined = state.Choices.find((candidate) => holds(candidate, scope));
  return {
    kind: 'leave',
    output: applyPath(state.OutputPath, input, frame.scope),
    assigned: assign(rule ? rule.Assign : state.Assign, scope),
    next: rule ? rule.Next : defaultOf(state),
  };
}

function defaultOf(state: ChoiceState): string {
  if (state.Default !== undefined) return state.Default;
  throw new RuntimeFault(
    'Failed to transition out of the state. The state does not point to a next state.',
    'States.NoChoiceMatched',
  );
}
