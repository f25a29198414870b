import { decideCategories } from './decisions/categories.ts';
import { decideClock } from './decisions/clock.ts';
import { decideFreeText } from './decisions/free-text.ts';
import { decideIdentity } from './decisions/identity.ts';
import { decideMissing } from './decisions/missing.ts';
import { decidePersonal } from './decisions/personal.ts';
import { decideRange } from './decisions/range.ts';
import { decideType } from './decisions/type.ts';
import { decideUnit } from './decisions/unit.ts';
import { decideUseless } from './decisions/useless.ts';
import type { ColumnDecision } from './draft.ts';

/** What is decided about each column by itself, in this order: later decisions build on earlier ones. */
export const COLUMN_DECISIONS: readonly ColumnDecision[] = [
  decideType,
  decideMissing,
  decideUseless,
  decideCategories,
  decideRange,
  decideUnit,
  decideClock,
  decideIdentity,
  decidePersonal,
  decideFreeText,
];
