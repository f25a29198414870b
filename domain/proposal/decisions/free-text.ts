import { leftOut } from '../draft.ts';
import { otherwiseWritten } from '../other-ways.ts';
import { known } from './type.ts';
import type { ColumnFacts } from '../column-surveyor.ts';
import type { ColumnDecision } from '../draft.ts';

/** Leaves out text that hardly repeats and is nobody's: nothing can be learned from it here. */
export const decideFreeText: ColumnDecision = (draft, facts) => {
  if (draft.role !== 'feature' || draft.column.type !== 'string') return draft;
  const written = otherwiseWritten(facts);
  if (written !== undefined) return leftOut(draft, `write ${written} to learn from it`);
  const odd = oddAmongNumbers(facts);
  return leftOut(
    draft,
    odd === undefined
      ? 'free text: too many different values to learn from'
      : `most of it are numbers, but not ${odd}: write numbers only to learn from it`,
  );
};

/** What stands among numbers, where they are most. */
function oddAmongNumbers({ forms, examples, ...facts }: ColumnFacts): string | undefined {
  const numbers = (forms.get('integer') ?? 0) + (forms.get('number') ?? 0);
  if (numbers <= known({ forms, examples, ...facts }) / 2) return undefined;
  const odd = [...examples].flatMap(([form, texts]) =>
    form === 'integer' || form === 'number' ? [] : texts,
  );
  return odd
    .slice(0, 3)
    .map((text) => `'${text}'`)
    .join(', ');
}
