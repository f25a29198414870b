import { isColumnName } from '../find-header.ts';
import { leftOut } from '../draft.ts';
import { isMarker } from '../value-form.ts';
import { known } from './type.ts';
import type { ColumnDecision } from '../draft.ts';

/** Leaves out what nothing can be learned from: columns without a name, without values, with only one. */
export const decideUseless: ColumnDecision = (draft, facts) => {
  if (!isColumnName(facts.name)) {
    return leftOut(
      draft,
      facts.name === ''
        ? 'it has no name'
        : 'a contract cannot have such a name: give it another one to learn from it',
    );
  }
  if (known(facts) === 0) return leftOut(draft, 'it has no values');
  const texts = facts.frequent.filter(({ value }) => !isMarker(value, 'text'));
  const isConstant = facts.isComplete && texts.length === 1;
  return isConstant && draft.column.nullable !== true
    ? leftOut(draft, `it is always '${texts[0]!.value}'`)
    : draft;
};
