import { compatible, incompatible } from './change.ts';
import type { DataContract } from '../definition/data-contract.ts';
import type { Effect } from './change.ts';

/** What becomes of a member of the contract that is another than before. */
type MemberEffect = (before: DataContract, after: DataContract) => Effect;

/** Effects of every member of a contract but its columns. */
export const CONTRACT_EFFECTS: Readonly<
  Record<Exclude<keyof DataContract, 'columns'>, MemberEffect>
> = {
  header: (_before, { header }) =>
    header === undefined
      ? incompatible('files need a header now')
      : incompatible('files without a header are read by these names now'),
  encoding: () => incompatible('text is read in another way'),
  otherColumns: (_before, { otherColumns }) =>
    otherColumns === 'drop'
      ? compatible('unknown columns are dropped now')
      : incompatible('files with unknown columns are refused now'),
  timeColumn: (_before, { timeColumn }) =>
    timeColumn === undefined
      ? compatible('rows have no time any more')
      : incompatible('rows are ordered by another time, and refused where it is still to come'),
  subject: () => compatible('what is accepted is the same; another column says whose row it is'),
  rules: (before, after) => {
    const known = new Set(before.rules.map((rule) => JSON.stringify(rule)));
    const added = after.rules.filter(
      (rule) => rule.severity !== 'warn' && !known.has(JSON.stringify(rule)),
    );
    return added.length === 0
      ? compatible('fewer rules, or rules that only warn')
      : incompatible(
          `new: ${added.map(({ left, is, right }) => `${left} ${is} ${right}`).join(', ')}`,
        );
  },
  fileRules: ({ fileRules: was = [] }, { fileRules: is = [] }) => {
    const known = new Set(was.map((rule) => JSON.stringify(rule)));
    const added = is.filter((rule) => rule.severity !== 'warn' && !known.has(JSON.stringify(rule)));
    return added.length === 0
      ? compatible('fewer rules, or rules that only warn')
      : incompatible(`new: ${added.map(({ kind }) => kind).join(', ')}`);
  },
  limits: ({ limits: was }, { limits: is }) =>
    is.badRowShare >= was.badRowShare && is.rows >= was.rows && is.bytes >= was.bytes
      ? compatible('more is tolerated')
      : incompatible('less is tolerated'),
};
