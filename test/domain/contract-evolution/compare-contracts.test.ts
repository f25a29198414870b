import { describe, expect, test } from 'vitest';
import {
  compareContracts,
  isCompatible,
} from '../../../domain/contract-evolution/compare-contracts.ts';
import { DataContract } from '../../../domain/definition/data-contract.ts';
import type * as z from 'zod';
import type { Column } from '../../../domain/definition/data-contract.ts';

type ColumnInput = Partial<z.input<typeof Column>>;
type ContractInput = Partial<z.input<typeof DataContract>>;

/** The change between two contracts that differ in one column, or in members of the contract. */
function changes(
  before: ColumnInput,
  after: ColumnInput,
  [was, is]: readonly [ContractInput, ContractInput] = [{}, {}],
) {
  const of = (column: ColumnInput, more: ContractInput): DataContract =>
    DataContract.parse({
      columns: [
        { name: 'a', type: 'number', ...column },
        { name: 'y', type: 'number' },
      ],
      ...more,
    });
  return compareContracts(of(before, was), of(after, is));
}

const effects = (found: ReturnType<typeof changes>) =>
  found.map(({ rule, effect }) => `${rule}: ${effect}`);

describe('a column', () => {
  test.each<[string, ColumnInput, ColumnInput]>([
    ['type', { type: 'integer' }, { type: 'number' }],
    ['type', { type: 'date' }, { type: 'timestamp' }],
    ['nullable', {}, { nullable: true }],
    [
      'maxMissingShare',
      { nullable: true, maxMissingShare: 0.1 },
      { nullable: true, maxMissingShare: 0.2 },
    ],
    ['maxMissingShare', { nullable: true, maxMissingShare: 0.1 }, { nullable: true }],
    ['optional', {}, { optional: true }],
    ['range', { range: { min: 0, max: 5 } }, { range: { min: -1 } }],
    ['range', { range: { min: 0 } }, {}],
    ['set', { type: 'category', set: ['a'] }, { type: 'category', set: ['b', 'a'] }],
    ['set', { type: 'category', set: ['a'] }, { type: 'category' }],
    ['pattern', { type: 'category', pattern: 'a' }, { type: 'category' }],
    ['missing', { nullable: true }, { nullable: true, missing: ['?'] }],
    [
      'aliases',
      { type: 'category', aliases: { a: 'b' } },
      { type: 'category', aliases: { a: 'b', c: 'b' } },
    ],
    ['unique', { unique: true }, {}],
    ['severity', { severity: 'refuse-file' }, { severity: 'warn' }],
    ['personal', {}, { personal: true }],
  ])('%s: what accepts more is compatible, and back it is not', (rule, before, after) => {
    expect(effects(changes(before, after))).toEqual([`${rule}: compatible`]);
    const back = effects(changes(after, before));
    expect(back).toEqual([`${rule}: ${rule === 'personal' ? 'compatible' : 'incompatible'}`]);
  });

  test('that is not nullable loses what a new sign of a missing value stood for', () => {
    expect(effects(changes({}, { missing: ['-1'] }))).toEqual(['missing: incompatible']);
  });

  test('that is new must be optional', () => {
    const more = (column: object): ContractInput => ({
      columns: [
        { name: 'a', type: 'number' },
        { name: 'y', type: 'number' },
        { name: 'b', type: 'number', ...column },
      ],
    });
    expect(effects(changes({}, {}, [{}, more({ optional: true })]))).toEqual([
      'column: compatible',
    ]);
    expect(effects(changes({}, {}, [{}, more({})]))).toEqual(['column: incompatible']);
    expect(effects(changes({}, {}, [more({}), {}]))).toEqual(['column: compatible']);
    expect(effects(changes({}, {}, [more({}), { otherColumns: 'refuse' }]))).toEqual([
      'column: incompatible',
      'otherColumns: incompatible',
    ]);
  });
});

describe('a file', () => {
  const rule = { left: 'a', is: '<', right: 'y' } as const;
  test.each<[string, ContractInput, ContractInput, string]>([
    ['rules', { rules: [rule] }, {}, 'compatible'],
    ['rules', {}, { rules: [rule] }, 'incompatible'],
    ['rules', {}, { rules: [{ ...rule, severity: 'warn' }] }, 'compatible'],
    ['fileRules', {}, { fileRules: [{ kind: 'rows', min: 5 }] }, 'incompatible'],
    ['fileRules', { fileRules: [{ kind: 'rows', min: 5 }] }, {}, 'compatible'],
    ['limits', {}, { limits: { badRowShare: 0.5 } }, 'compatible'],
    ['limits', {}, { limits: { badRowShare: 0.01 } }, 'incompatible'],
    ['header', {}, { header: ['a', 'y'] }, 'incompatible'],
    ['header', { header: ['a', 'y'] }, {}, 'incompatible'],
    ['encoding', {}, { encoding: 'latin-1' }, 'incompatible'],
    ['timeColumn', { timeColumn: 'a' }, {}, 'compatible'],
    ['timeColumn', {}, { timeColumn: 'a' }, 'incompatible'],
    ['subject', {}, { subject: 'a' }, 'compatible'],
    ['otherColumns', { otherColumns: 'refuse' }, {}, 'compatible'],
  ])('%s from %j to %j', (member, before, after, effect) => {
    expect(effects(changes({}, {}, [before, after]))).toEqual([`${member}: ${effect}`]);
  });
});

test('contracts that say the same do not differ, and all changes have to be compatible', () => {
  expect(changes({ range: { min: 0, max: 1 } }, { range: { max: 1, min: 0 } })).toEqual([]);
  expect(isCompatible([])).toBe(true);
  expect(isCompatible(changes({ nullable: true, unique: true }, { nullable: true }))).toBe(true);
  expect(isCompatible(changes({ nullable: true, unique: true }, {}))).toBe(false);
});
