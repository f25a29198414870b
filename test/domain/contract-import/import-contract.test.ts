import { describe, expect, test } from 'vitest';
import { contractText, importContract } from '../../../domain/contract-import/import-contract.ts';
import { DataContract } from '../../../domain/definition/data-contract.ts';
import { errorOf } from '../support/code-of.ts';

const paths = (data: unknown): readonly string[] =>
  importContract(data).unsaid.map(({ path }) => path);

describe('constraints of Model Monitor', () => {
  const feature = (members: object) => ({
    version: 0,
    features: [
      { name: 'a', ...members },
      { name: 'b', inferred_type: 'String', completeness: 1 },
    ],
  });

  test.each([
    [{ inferred_type: 'Integral', completeness: 1 }, { type: 'integer' }],
    [
      { inferred_type: 'Fractional', completeness: 0.9 },
      { type: 'number', nullable: true, maxMissingShare: 0.1 },
    ],
    [
      { inferred_type: 'Integral', num_constraints: { is_non_negative: true } },
      { type: 'integer', range: { min: 0 } },
    ],
    [
      { inferred_type: 'Integral', num_constraints: { is_non_negative: false } },
      { type: 'integer' },
    ],
    [
      { inferred_type: 'String', string_constraints: { domains: ['x', 'y'] } },
      { type: 'category', set: ['x', 'y'] },
    ],
    [{ inferred_type: 'Unknown' }, { type: 'string' }],
  ])('%j', (members, column) => {
    const imported = importContract(feature(members));
    expect(imported.columns[0]).toEqual({ name: 'a', ...column });
    expect(() => DataContract.parse({ columns: imported.columns })).not.toThrow();
  });

  test('what is about monitoring is told, and so is a type that says nothing', () => {
    expect(
      paths({
        ...feature({
          inferred_type: 'Unknown',
          string_constraints: { monitoring_config_overrides: {} },
        }),
        monitoring_config: {},
      }),
    ).toEqual([
      'monitoring_config',
      'features.0.inferred_type',
      'features.0.string_constraints.monitoring_config_overrides',
    ]);
  });
});

describe('JSON Schema', () => {
  const schema = (a: object) => ({
    type: 'object',
    properties: { a, b: { type: 'number' } },
    required: ['a'],
  });

  test.each<[object, object]>([
    [
      { type: 'integer', minimum: 0, exclusiveMaximum: 10 },
      { type: 'integer', range: { min: 0, max: 9 } },
    ],
    [
      { type: ['number', 'null'], maximum: 1.5 },
      { type: 'number', nullable: true, range: { max: 1.5 } },
    ],
    [
      { type: 'string', enum: ['x', 'y', null] },
      { type: 'category', set: ['x', 'y'] },
    ],
    [{ const: 7 }, { type: 'category', set: ['7'] }],
    [{ type: 'string', format: 'date-time' }, { type: 'timestamp' }],
    [
      { type: 'string', pattern: '^a' },
      { type: 'string', pattern: '[^]*(?:^a)[^]*' },
    ],
    [
      { type: 'string', minLength: 2, maxLength: 3 },
      { type: 'string', pattern: '[^]{2,3}' },
    ],
    [{ type: 'boolean', description: 'no rule' }, { type: 'boolean' }],
  ])('%j', (member, column) => {
    const { columns, unsaid } = importContract(schema(member));
    expect(columns).toEqual([
      { name: 'a', ...column },
      { name: 'b', type: 'number', optional: true },
    ]);
    expect(unsaid).toEqual([]);
  });

  test('of a list is that of its objects, and may know no other columns', () => {
    const imported = importContract({
      type: 'array',
      minItems: 5,
      items: { ...schema({ type: 'string' }), additionalProperties: false },
    });
    expect(imported).toMatchObject({ otherColumns: 'refuse', unsaid: [{ path: 'minItems' }] });
  });

  test.each<[object, string]>([
    [{ type: 'number', exclusiveMinimum: 0 }, 'properties.a.exclusiveMinimum'],
    [{ type: 'number', multipleOf: 5 }, 'properties.a.multipleOf'],
    [{ type: 'string', format: 'email' }, 'properties.a.format'],
    [{ type: 'object', properties: {} }, 'properties.a.type'],
    [{ type: ['string', 'number'] }, 'properties.a.type'],
  ])('what %j says is told, as no contract can say it', (member, path) => {
    expect(paths(schema(member))).toContain(path);
  });
});

test('the text has the columns, and as comments what is not said', () => {
  const text = contractText(importContract({ features: [{ name: 'a', inferred_type: 'Odd' }] }));
  expect(text).toContain("    { name: 'a', type: 'string' },");
  expect(text).toContain('// Not said: features.0.inferred_type');
});

test('anything else is refused', () => {
  for (const data of [null, [], 'x', {}, { features: {} }])
    expect(errorOf(() => importContract(data)).code).toBe('NothingToPropose');
});
