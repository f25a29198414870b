import { GATE_METRICS } from './metric-tasks.ts';
import { OBJECTIVES } from './xgboost-hyperparameters.ts';
import { columnsOf, nameOf } from './features.ts';
import { targetColumns } from './model-definition.ts';
import { highestTrainingCost } from './training-cost.ts';
import type { Column } from './data-contract.ts';
import type { Feature } from './features.ts';
import type { ModelDefinition } from './model-definition.ts';

/** What is wrong at one place of a definition, and what to write instead. */
export interface Finding {
  readonly path: string;
  readonly value: unknown;
  readonly advice: string;
}

type Lookup = (name: string) => Column | undefined;
type Check = (definition: ModelDefinition, column: Lookup) => Iterable<Finding>;

const NUMERIC: readonly string[] = ['integer', 'number', 'boolean'];
const TIMES: readonly string[] = ['timestamp', 'date'];

/**
 * What no schema of a single member can see: names that do not exist, leaks, parts that do not fit each
 * other.
 */
export function checkDefinition(definition: ModelDefinition): readonly Finding[] {
  const byName = new Map(definition.contract.columns.map((column) => [column.name, column]));
  const checks: readonly Check[] = [
    checkHeader, checkSubject, checkColumns, checkRules, checkFileRules, checkTime,
    checkTarget, checkFeatures, checkLeaks, checkSides, checkAlgorithm, checkMetrics,
    checkBias, checkCost,
  ];
  return checks.flatMap((check) => [...check(definition, (name) => byName.get(name))]);
}

function* checkHeader({ contract: { header, columns } }: ModelDefinition): Iterable<Finding> {
  if (header === undefined) return;
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined) yield { path: 'contract.header', value: twice, advice: 'name each field once' };
  const absent = columns.find(({ name, optional }) => !optional && !header.includes(name));
  if (absent !== undefined) yield { path: 'contract.header', value: absent.name, advice: 'add this column' };
}

function* checkSubject({ contract: { subject } }: ModelDefinition, column: Lookup): Iterable<Finding> {
  if (subject === undefined || column(subject) !== undefined) return;
  yield { path: 'contract.subject', value: subject, advice: 'name a column of the contract' };
}

function* checkColumns({ contract }: ModelDefinition): Iterable<Finding> {
  const seen = new Set<string>();
  for (const [index, column] of contract.columns.entries()) {
    const path = `contract.columns.${index}`;
    if (seen.has(column.name)) yield { path: `${path}.name`, value: column.name, advice: 'name each column once' };
    seen.add(column.name);
    yield* checkColumn(path, column);
  }
}

function* checkColumn(path: string, { type, range, set, pattern, aliases }: Column): Iterable<Finding> {
  const textual = type === 'category' || type === 'string';
  if (range !== undefined && textual) {
    yield { path: `${path}.range`, value: range, advice: "a range needs a number or a time; use 'set' or 'pattern' for text" };
  }
  if (range?.min !== undefined && range.max !== undefined && range.min > range.max) {
    yield { path: `${path}.range`, value: range, advice: 'min must not be greater than max' };
  }
  if (set !== undefined && !textual && type !== 'integer') {
    yield { path: `${path}.set`, value: set, advice: "a set fits columns of type 'category', 'string' or 'integer'; use 'range'" };
  }
  if (aliases !== undefined && !textual) {
    const advice = "other spellings fit columns of type 'category' or 'string'";
    yield { path: `${path}.aliases`, value: aliases, advice };
  }
  if (pattern !== undefined && (!textual || !isPattern(pattern))) {
    yield { path: `${path}.pattern`, value: pattern, advice: "a valid regular expression, on a 'category' or 'string' column" };
  }
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

const kindOf = (column: Column): string =>
  NUMERIC.includes(column.type) ? 'number' : TIMES.includes(column.type) ? 'time' : 'text';

function* checkRules({ contract }: ModelDefinition, column: Lookup): Iterable<Finding> {
  for (const [index, rule] of contract.rules.entries()) {
    const [left, right] = [column(rule.left), column(rule.right)];
    const path = `contract.rules.${index}`;
    if (left === undefined || right === undefined) {
      const unknown = left === undefined ? rule.left : rule.right;
      yield { path, value: unknown, advice: 'name columns of the contract' };
    } else if (kindOf(left) !== kindOf(right)) {
      yield { path, value: `${left.type} ${rule.is} ${right.type}`, advice: 'compare columns of one kind' };
    }
  }
}

function* checkFileRules({ contract }: ModelDefinition, column: Lookup): Iterable<Finding> {
  for (const [index, rule] of (contract.fileRules ?? []).entries()) {
    const path = `contract.fileRules.${index}`;
    if (rule.kind === 'freshness' && contract.timeColumn === undefined) {
      yield { path, value: rule.kind, advice: "name 'contract.timeColumn', or leave the rule out: rows have no time" };
    }
    if ('column' in rule && !NUMERIC.includes(column(rule.column)?.type ?? '')) {
      yield { path: `${path}.column`, value: rule.column, advice: 'name a column of numbers of the contract' };
    }
    if (rule.kind !== 'rows' && !('column' in rule)) continue;
    if (rule.min === undefined && rule.max === undefined) {
      yield { path, value: rule.kind, advice: "write 'min' or 'max'" };
    } else if ((rule.min ?? -Infinity) > (rule.max ?? Infinity)) {
      yield { path, value: `${rule.min} to ${rule.max}`, advice: 'min must not be greater than max' };
    }
  }
}

function* checkTime(
  { contract, holdout, training, monitors }: ModelDefinition, column: Lookup,
): Iterable<Finding> {
  const { timeColumn } = contract;
  if (timeColumn !== undefined) {
    const type = column(timeColumn)?.type;
    if (type === undefined || !TIMES.includes(type)) {
      yield { path: 'contract.timeColumn', value: timeColumn, advice: "name a column of type 'timestamp' or 'date'" };
    }
    return;
  }
  if (holdout.days !== undefined) {
    yield { path: 'holdout.days', value: holdout.days, advice: "leave it out, or name 'contract.timeColumn': rows have no time" };
  }
  if (monitors.drift.compareWith !== 'all') {
    const value = monitors.drift.compareWith;
    yield { path: 'monitors.drift.compareWith', value, advice: "'all', or name 'contract.timeColumn': rows have no time" };
  }
  if (training.window.kind === 'since-change' || training.window.kind === 'last-days') {
    yield { path: 'training.window.kind', value: training.window.kind, advice: "'all' or 'last-rows', or name 'contract.timeColumn'" };
  }
}

function* checkTarget({ task, target }: ModelDefinition, column: Lookup): Iterable<Finding> {
  for (const name of targetColumns({ target })) {
    const found = column(name);
    if (found === undefined) yield { path: 'target', value: name, advice: 'name a column of the contract' };
    else if (found.nullable) yield { path: 'target', value: name, advice: 'a target must not be nullable' };
    else if (found.optional) yield { path: 'target', value: name, advice: 'a target must not be optional' };
    else if (task === 'regression' && !NUMERIC.includes(found.type)) {
      yield { path: 'target', value: `${name}: ${found.type}`, advice: "regression needs a target of type 'number' or 'integer'" };
    }
  }
  if (task === 'binary' && !('column' in target && target.positive !== undefined)) {
    yield { path: 'target.positive', value: undefined, advice: 'write the value that counts as 1' };
  }
  if (task === 'multiclass' && !('column' in target && target.classes !== undefined)) {
    yield { path: 'target.classes', value: undefined, advice: 'write all classes' };
  }
}

const FITS: Readonly<Record<Feature['kind'], readonly string[]>> = {
  numeric: NUMERIC,
  category: ['category', 'string', 'integer', 'boolean'],
  'time-part': TIMES,
  derived: ['integer', 'number'],
  log1p: ['integer', 'number'],
};

function* checkFeatures({ features }: ModelDefinition, column: Lookup): Iterable<Finding> {
  const seen = new Set<string>();
  for (const [index, feature] of features.entries()) {
    const path = `features.${index}`;
    if (seen.has(nameOf(feature))) {
      yield { path: `${path}.name`, value: nameOf(feature), advice: 'give each feature a name of its own' };
    }
    seen.add(nameOf(feature));
    for (const name of columnsOf(feature)) {
      const type = column(name)?.type;
      if (type === undefined) yield { path, value: name, advice: 'name a column of the contract' };
      else if (!FITS[feature.kind].includes(type)) {
        const advice = `a '${feature.kind}' feature needs a column of type ${FITS[feature.kind].join(' or ')}`;
        yield { path, value: `${name}: ${type}`, advice };
      }
    }
  }
}

function* checkLeaks(definition: ModelDefinition, column: Lookup): Iterable<Finding> {
  const targets = targetColumns(definition);
  for (const [index, feature] of definition.features.entries()) {
    for (const name of columnsOf(feature)) {
      const path = `features.${index}`;
      if (targets.includes(name)) {
        yield { path, value: name, advice: 'remove it: the target is made of this column' };
      } else if (definition.neverFeatures.includes(name)) {
        yield { path, value: name, advice: "remove it: it is listed in 'neverFeatures'" };
      } else if (column(name)?.optional === true) {
        yield { path, value: name, advice: "remove it: an 'optional' column is not known when predicting; use 'nullable'" };
      }
    }
  }
}

function* checkSides({ holdout, validation, split }: ModelDefinition, column: Lookup): Iterable<Finding> {
  const group = split && column(split.column);
  if (split !== undefined && (group === undefined || group.optional || group.nullable)) {
    yield { path: 'split.column', value: split.column, advice: 'name a column that every row has' };
  }
  if (holdout.share + validation.share > 0.7) {
    const value = holdout.share + validation.share;
    yield { path: 'holdout.share', value, advice: 'leave at least 30 % of the rows to train on' };
  }
}

function* checkAlgorithm({ algorithm, task, target }: ModelDefinition): Iterable<Finding> {
  if (algorithm.kind !== 'xgboost') return;
  const { objective, num_class: classes } = algorithm.hyperparameters;
  const allowed: readonly string[] = OBJECTIVES[task];
  if (objective !== undefined && !allowed.includes(objective)) {
    yield { path: 'algorithm.hyperparameters.objective', value: objective, advice: `for ${task}: ${allowed.join(', ')}` };
  }
  const expected = 'column' in target ? target.classes?.length : undefined;
  if (classes !== undefined && classes !== expected) {
    const advice = 'leave it out: it follows from target.classes';
    yield { path: 'algorithm.hyperparameters.num_class', value: classes, advice };
  }
}

function* checkMetrics({ gates, monitors, task }: ModelDefinition, column: Lookup): Iterable<Finding> {
  const allowed: readonly string[] = GATE_METRICS[task];
  for (const [index, gate] of gates.entries()) {
    if (!allowed.includes(gate.metric)) {
      yield { path: `gates.${index}.metric`, value: gate.metric, advice: `for ${task}: ${allowed.join(', ')}` };
    }
    if (gate.kind === 'absolute' && gate.atMost === undefined && gate.atLeast === undefined) {
      yield { path: `gates.${index}`, value: gate.kind, advice: "write 'atMost' or 'atLeast'" };
    }
    if (gate.kind === 'fairness' && column(gate.by) === undefined) {
      yield { path: `gates.${index}.by`, value: gate.by, advice: 'name a column of the contract' };
    }
  }
  const watched = monitors.quality?.metric;
  if (watched !== undefined && !allowed.includes(watched)) {
    yield { path: 'monitors.quality.metric', value: watched, advice: `for ${task}: ${allowed.join(', ')}` };
  }
}

/** Groups that a model can be watched for at once. */
const MOST_GROUPS = 20;

function* checkBias({ monitors, task, target }: ModelDefinition, column: Lookup): Iterable<Finding> {
  const { bias } = monitors;
  if (bias === undefined) return;
  if (task === 'regression') {
    yield { path: 'monitors.bias', value: task, advice: 'leave it out: a number is to nobody\'s favour' };
    return;
  }
  for (const [index, attribute] of bias.attributes.entries()) {
    const path = `monitors.bias.attributes.${index}`;
    const found = column(attribute);
    const groups = found?.type === 'boolean' ? 2 : found?.set?.length ?? Infinity;
    if (found === undefined) yield { path, value: attribute, advice: 'name a column of the contract' };
    else if (targetColumns({ target }).includes(attribute)) {
      yield { path, value: attribute, advice: 'name a column that is known when predicting' };
    } else if (groups > MOST_GROUPS) {
      const advice = `a boolean column, or one with a 'set' of at most ${MOST_GROUPS} values`;
      yield { path, value: `${attribute}: ${found.type}`, advice };
    }
  }
  const classes = 'column' in target ? target.classes : undefined;
  if (task === 'multiclass' && !classes?.includes(bias.favourable ?? '')) {
    yield { path: 'monitors.bias.favourable', value: bias.favourable, advice: 'one of target.classes' };
  }
}

function* checkCost({ limits, training }: ModelDefinition): Iterable<Finding> {
  const { maxTrainingCostUsd: limit } = limits;
  if (limit === undefined) return;
  const cost = highestTrainingCost({ training });
  if (cost === null) {
    const advice = "no price is known: choose another type, or leave 'limits.maxTrainingCostUsd' out";
    yield { path: 'training.instanceType', value: training.instanceType, advice };
  } else if (cost > limit) {
    const advice = `a training may cost ${cost.toFixed(2)} USD: shorten 'training.maxRuntimeMinutes' or raise the limit`;
    yield { path: 'limits.maxTrainingCostUsd', value: limit, advice };
  }
}
