import { describe, expect, test } from 'vitest';
import { defineModel, definitionHash, readDefinition, requestColumns } from '../../../domain/definition/index.ts';
import { errorOf } from '../support/code-of.ts';
import { RIDES } from '../support/builders.ts';
import type { ModelDefinitionInput } from '../../../domain/definition/index.ts';

function refusal(changes: Partial<ModelDefinitionInput>): string {
  const { code, message } = errorOf(() => defineModel({ ...RIDES, ...changes }));
  expect(code).toBe('InvalidDefinition');
  return message;
}

describe('a definition', () => {
  test('is filled up with defaults that are said once', () => {
    const definition = defineModel(RIDES);
    expect(definition.contract.limits).toEqual({ badRowShare: 0.05, rows: 1_000_000, bytes: 100_000_000 });
    expect(definition.serving).toEqual({ mode: 'serverless', memoryMb: 2048, maxConcurrency: 5, keepPreviousHours: 24 });
    expect(definition.monitors).toMatchObject({ everyHours: 1, overDays: 7, minimumRows: 500 });
  });

  test('has the same hash however its members are ordered, and another when a value changes', () => {
    const turned = Object.fromEntries(Object.entries(RIDES).reverse()) as unknown as ModelDefinitionInput;
    expect(definitionHash(defineModel(turned))).toBe(definitionHash(defineModel(RIDES)));
    expect(definitionHash(defineModel({ ...RIDES, owners: ['ada'] }))).not.toBe(definitionHash(defineModel(RIDES)));
  });

  test('survives JSON', () => {
    const definition = defineModel(RIDES);
    expect(readDefinition(JSON.parse(JSON.stringify(definition)))).toEqual(definition);
  });

  test('knows which columns a request has to name', () => {
    expect(requestColumns(defineModel(RIDES))).toEqual(['at', 'miles', 'zone', 'riders']);
  });
});

describe('a wrong definition is refused with path, value and advice:', () => {
  const columns = RIDES.contract.columns;

  test.each<[string, Partial<ModelDefinitionInput>, RegExp]>([
    ['a name too long for SageMaker', { name: 'a'.repeat(31) }, /name = "a+": /],
    ['a name in upper case', { name: 'Rides' }, /name = "Rides": lower-case letters/],
    ['a target that is no column', { target: { column: 'fare' } }, /target = "fare": name a column of the contract/],
    ['a feature that is a part of the target', {
      features: [{ kind: 'numeric', column: 'total' }],
    }, /features\.0 = "total": remove it: the target is made of this column/],
    ['a feature that is never known', {
      features: [{ kind: 'time-part', column: 'until', part: 'hour' }],
    }, /features\.0 = "until": remove it: it is listed in 'neverFeatures'/],
    ['a feature of an unknown column', {
      features: [{ kind: 'numeric', column: 'speed' }],
    }, /features\.0 = "speed": name a column of the contract/],
    ['a number made of a category', {
      features: [{ kind: 'numeric', column: 'zone' }],
    }, /features\.0 = "zone: category": a 'numeric' feature needs a column of type integer or number or boolean/],
    ['two features of one name', {
      features: [{ kind: 'numeric', column: 'miles' }, { kind: 'log1p', column: 'riders', name: 'miles' }],
    }, /features\.1\.name = "miles": give each feature a name of its own/],
    ['other spellings of a number', {
      contract: { ...RIDES.contract, columns: columns.map((column) => (column.name === 'miles' ? { ...column, aliases: { one: '1' } } : column)) },
    }, /contract\.columns\.2\.aliases = .*: other spellings fit columns of type 'category' or 'string'/],
    ['a group that not every row has', {
      split: { by: 'group', column: 'until' },
    }, /split\.column = "until": name a column that every row has/],
    ['names of fields that lack a column', {
      contract: { ...RIDES.contract, header: ['at', 'miles'] },
    }, /contract\.header = "zone": add this column/],
    ['names of fields with one twice', {
      contract: { ...RIDES.contract, header: [...columns.map(({ name }) => name), 'at'] },
    }, /contract\.header = "at": name each field once/],
    ['a column that is there twice', {
      contract: { ...RIDES.contract, columns: [...columns, { name: 'miles', type: 'number' }] },
    }, /contract\.columns\.7\.name = "miles": name each column once/],
    ['a range of text', {
      contract: { ...RIDES.contract, columns: columns.map((each) =>
        (each.name === 'zone' ? { ...each, range: { min: 1 } } : each)) },
    }, /contract\.columns\.3\.range = .*use 'set' or 'pattern'/],
    ['a pattern that is none', {
      contract: { ...RIDES.contract, columns: columns.map((each) =>
        (each.name === 'zone' ? { ...each, pattern: '(' } : each)) },
    }, /contract\.columns\.3\.pattern = "\(": a valid regular expression/],
    ['a rule between a time and a number', {
      contract: { ...RIDES.contract, rules: [{ left: 'at', is: '<', right: 'miles' }] },
    }, /contract\.rules\.0 = "timestamp < number": compare columns of one kind/],
    ['a mean of text', {
      contract: { ...RIDES.contract, fileRules: [{ kind: 'mean', column: 'zone', min: 1 }] },
    }, /contract\.fileRules\.0\.column = "zone": name a column of numbers of the contract/],
    ['a mean without bounds', {
      contract: { ...RIDES.contract, fileRules: [{ kind: 'mean', column: 'miles' }] },
    }, /contract\.fileRules\.0 = "mean": write 'min' or 'max'/],
    ['bounds that are the wrong way round', {
      contract: { ...RIDES.contract, fileRules: [{ kind: 'rows', min: 10, max: 1 }] },
    }, /contract\.fileRules\.0 = "10 to 1": min must not be greater than max/],
    ['freshness of rows that have no time', {
      contract: { ...RIDES.contract, timeColumn: undefined, fileRules: [{ kind: 'freshness', maxAgeHours: 24 }] },
    }, /contract\.fileRules\.0 = "freshness": name 'contract.timeColumn', or leave the rule out/],
    ['a severity that there is not', {
      contract: { ...RIDES.contract, rules: [{ left: 'until', is: '>', right: 'at', severity: 'ignore' as 'warn' }] },
    }, /contract\.rules\.0\.severity = "ignore"/],
    ['a time column that is no time', {
      contract: { ...RIDES.contract, timeColumn: 'miles' },
    }, /contract\.timeColumn = "miles": name a column of type 'timestamp' or 'date'/],
    ['a holdout by days without a time', {
      contract: { ...RIDES.contract, timeColumn: undefined }, holdout: { days: 14 },
    }, /holdout\.days = 14: leave it out, or name 'contract\.timeColumn'/],
    ['a comparison by hours without a time', {
      contract: { ...RIDES.contract, timeColumn: undefined }, monitors: { drift: { compareWith: 'same-hours' } },
    }, /monitors\.drift\.compareWith = "same-hours": 'all', or name 'contract\.timeColumn'/],
    ['a binary task without its positive value', {
      task: 'binary', target: { column: 'zone' }, features: [{ kind: 'numeric', column: 'miles' }],
    }, /target\.positive = nothing: write the value that counts as 1/],
    ['a metric of another task', {
      gates: [{ kind: 'improvement', metric: 'auc', atLeast: 0.1 }],
    }, /gates\.0\.metric = "auc": for regression: mae/],
    ['an objective of another task', {
      algorithm: { kind: 'xgboost', hyperparameters: { num_round: 1, objective: 'binary:logistic' } },
    }, /algorithm\.hyperparameters\.objective = "binary:logistic": for regression: reg:squarederror/],
    ['a hyperparameter out of the range of the container', {
      algorithm: { kind: 'xgboost', hyperparameters: { num_round: 1, subsample: 0 } },
    }, /algorithm\.hyperparameters\.subsample = 0: /],
    ['a hyperparameter that the container does not know', {
      algorithm: { kind: 'xgboost', hyperparameters: { num_round: 1, depth: 3 } as never },
    }, /Unrecognized key: "depth"/],
    ['sides that leave nothing to train on', {
      holdout: { share: 0.5 }, validation: { share: 0.5 },
    }, /holdout\.share = 1: leave at least 30 %/],
    ['a training that may cost more than it is allowed to', {
      training: { maxRuntimeMinutes: 600 }, limits: { maxTrainingCostUsd: 1 },
    }, /limits\.maxTrainingCostUsd = 1: a training may cost 1\.15 USD/],
    ['serverless memory that does not exist', {
      serving: { mode: 'serverless', memoryMb: 1500 as never },
    }, /serving\.memoryMb = 1500: /],
  ])('%s', (_name, changes, expected) => {
    expect(refusal(changes)).toMatch(expected);
  });

  test('everything wrong is told at once', () => {
    const message = refusal({ target: { column: 'fare' }, features: [{ kind: 'numeric', column: 'speed' }] });
    expect(message).toMatch(/^correct 2 places of the definition of "rides":/);
  });
});
