import { canonicalJson } from '../hashing/canonical-json.ts';
import { compatible, incompatible } from './change.ts';
import { COLUMN_EFFECTS } from './column-members.ts';
import { CONTRACT_EFFECTS } from './contract-members.ts';
import type { Column, DataContract } from '../definition/data-contract.ts';
import type { Change } from './change.ts';

/** What differs between two contracts, column by column and rule by rule; nothing where they say the same. */
export function compareContracts(before: DataContract, after: DataContract): readonly Change[] {
  return [...columnChanges(before, after), ...memberChanges(before, after)];
}

/** True where all that the old contract accepted is accepted still. */
export function isCompatible(changes: readonly Change[]): boolean {
  return changes.every(({ effect }) => effect === 'compatible');
}

function columnChanges(before: DataContract, after: DataContract): readonly Change[] {
  const names = [...new Set([...before.columns, ...after.columns].map(({ name }) => name))];
  return names.flatMap((name) => {
    const was = before.columns.find((column) => column.name === name);
    const is = after.columns.find((column) => column.name === name);
    if (was === undefined) return [added(is!)];
    return is === undefined ? [removed(was, after)] : changesOf(was, is);
  });
}

function added({ name, type, optional }: Column): Change {
  const effect = optional
    ? compatible('it may be absent')
    : incompatible('files and requests without it are refused');
  return { column: name, rule: 'column', from: null, to: type, ...effect };
}

function removed({ name, type }: Column, { otherColumns }: DataContract): Change {
  const effect =
    otherColumns === 'drop'
      ? compatible('it is dropped from files that still have it')
      : incompatible('files that still have it are refused');
  return { column: name, rule: 'column', from: type, to: null, ...effect };
}

function changesOf(was: Column, is: Column): readonly Change[] {
  return Object.entries(COLUMN_EFFECTS).flatMap(([rule, effect]) => {
    const [from, to]: readonly unknown[] = [Reflect.get(was, rule), Reflect.get(is, rule)];
    if (isSame(from, to)) return [];
    return [{ column: was.name, rule, from: from ?? null, to: to ?? null, ...effect(was, is) }];
  });
}

function memberChanges(before: DataContract, after: DataContract): readonly Change[] {
  return Object.entries(CONTRACT_EFFECTS).flatMap(([rule, effect]) => {
    const [from, to]: readonly unknown[] = [Reflect.get(before, rule), Reflect.get(after, rule)];
    if (isSame(from, to)) return [];
    return [{ column: '', rule, from: from ?? null, to: to ?? null, ...effect(before, after) }];
  });
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));
}
