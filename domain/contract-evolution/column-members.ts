import { rangeOf } from '../contract/value-judge.ts';
import { compatible, incompatible } from './change.ts';
import type { Column, ColumnType, Severity } from '../definition/data-contract.ts';
import type { Effect } from './change.ts';

/** What becomes of a member that is another than before. */
type MemberEffect = (before: Column, after: Column) => Effect;

/** Types whose every right value is right in these others too. */
const WIDER: Readonly<Record<ColumnType, readonly ColumnType[]>> = {
  integer: ['number', 'category', 'string'],
  number: ['category', 'string'],
  boolean: ['category', 'string'],
  category: ['string'],
  string: [],
  timestamp: ['category', 'string'],
  date: ['timestamp', 'category', 'string'],
};

const STRICTNESS: readonly Severity[] = ['warn', 'refuse-row', 'refuse-file'];

/** Effects of every member of a column but its name: a member that is added here is decided about here. */
export const COLUMN_EFFECTS: Readonly<Record<Exclude<keyof Column, 'name'>, MemberEffect>> = {
  type: (before, after) =>
    WIDER[before.type].includes(after.type)
      ? compatible(`every ${before.type} is a ${after.type}`)
      : incompatible(`values that are a ${before.type} need not be a ${after.type}`),
  nullable: (_before, { nullable }) =>
    nullable
      ? compatible('values may be missing now')
      : incompatible('missing values are refused now'),
  maxMissingShare: ({ maxMissingShare: was = 1 }, { maxMissingShare: is = 1 }) =>
    is >= was
      ? compatible('more values may be missing')
      : incompatible('fewer values may be missing'),
  optional: (_before, { optional }) =>
    optional
      ? compatible('the column may be absent now')
      : incompatible('the column has to be there now'),
  range: (before, after) => {
    const [was, is] = [rangeOf(before), rangeOf(after)];
    return is.min <= was.min && is.max >= was.max
      ? compatible('the range is wider')
      : incompatible('values inside the old range are refused now');
  },
  set: ({ set: was }, { set: is }) => {
    if (is === undefined) return compatible('any value is right now');
    const gone = was?.filter((value) => !is.includes(value));
    if (gone === undefined) return incompatible('only listed values are right now');
    return gone.length === 0
      ? compatible('more values are right')
      : incompatible(`refused now: ${gone.slice(0, 5).join(', ')}`);
  },
  pattern: (_before, { pattern }) =>
    pattern === undefined
      ? compatible('values need not match any more')
      : incompatible('values that were right need not match'),
  missing: ({ missing: was = [] }, { missing: is = [], nullable }) => {
    const gone = was.filter((text) => !is.includes(text));
    if (gone.length > 0)
      return incompatible(`no sign of a missing value any more: ${gone.join(', ')}`);
    return nullable
      ? compatible('more texts stand for a missing value')
      : incompatible('texts that were values are refused as missing now');
  },
  aliases: ({ aliases: was = {} }, { aliases: is = {} }) => {
    const changed = Object.keys(was).filter((text) => is[text] !== was[text]);
    return changed.length === 0
      ? compatible('more spellings are known')
      : incompatible(`read otherwise now: ${changed.slice(0, 5).join(', ')}`);
  },
  unique: (_before, { unique }) =>
    unique === true
      ? incompatible('values may not come again now')
      : compatible('values may come again now'),
  severity: ({ severity: was = 'refuse-row' }, { severity: is = 'refuse-row' }) =>
    STRICTNESS.indexOf(is) <= STRICTNESS.indexOf(was)
      ? compatible('breaking a rule does less')
      : incompatible('breaking a rule does more'),
  personal: () => compatible('what is accepted is the same; what is shown of it is not'),
};
