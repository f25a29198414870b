import { describe, expect, test } from 'vitest';
import { fromDocument } from '../../../domain/boosting/format/from-document.ts';
import {
  predict, readModel, train, writeModel, type Model, type Tree,
} from '../../../domain/boosting/index.ts';
import { distance, golden, goldenData, treesOf } from './builders.ts';

interface GoldenCase {
  readonly name: string;
  readonly label: string;
  readonly weights: boolean;
  readonly params: Record<string, never>;
  readonly model: never;
  readonly predictions: readonly number[];
  readonly metrics: Readonly<Record<string, number>>;
}

const cases = JSON.parse(golden('cases.json').toString()) as GoldenCase[];

const shape = ({ left, right, feature, defaultLeft }: Tree) =>
  [left, right, feature, defaultLeft].map((column) => Array.from(column));

function learn(
  { label, weights, params, metrics }: GoldenCase,
): { model: Model; scores: Record<string, number> } {
  const data = goldenData(label, weights);
  let scores: Record<string, number> = {};
  const model = train(data, params, {
    watch: [{ name: 'train', matrix: data }],
    metrics: Object.keys(metrics),
    onRound: (round) => {
      scores = Object.fromEntries(round.scores.map(({ metric, value }) => [metric, value]));
    },
  });
  return { model, scores };
}

describe.each(cases)('$name', (golden) => {
  const theirs = fromDocument(golden.model);

  test('gives the model XGBoost 1.7.4 gives', () => {
    const { model } = learn(golden);
    if (model.learner.booster === 'gblinear' || theirs.learner.booster === 'gblinear') {
      expect(
        distance(
          (model.learner as never)['coefficients'], (theirs.learner as never)['coefficients']
        )
      )
        .toBeLessThan(1e-5);
      return;
    }
    expect(treesOf(model).map(shape)).toEqual(treesOf(theirs).map(shape));
    treesOf(model).forEach((tree, i) => {
      expect(distance(tree.threshold, treesOf(theirs)[i]!.threshold)).toBeLessThan(1e-5);
      expect(distance(tree.gain, treesOf(theirs)[i]!.gain)).toBeLessThan(1e-3);
      expect(distance(tree.hessian, treesOf(theirs)[i]!.hessian)).toBeLessThan(1e-3);
    });
  });

  test('foretells what XGBoost 1.7.4 foretells, trained here or there', () => {
    const data = goldenData(golden.label);
    const { model } = learn(golden);
    const count = golden.predictions.length;
    expect(distance(predict(model, data).slice(0, count), golden.predictions)).toBeLessThan(1e-5);
    expect(distance(predict(theirs, data).slice(0, count), golden.predictions)).toBeLessThan(1e-6);
  });

  test('measures what XGBoost 1.7.4 measures', () => {
    const { scores } = learn(golden);
    for (const [metric, value] of Object.entries(golden.metrics)) {
      expect(scores[metric], metric).toBeCloseTo(value, 5);
    }
  });

  test('comes through writing and reading unchanged, in both forms', () => {
    const { model } = learn(golden);
    const data = goldenData(golden.label);
    for (const form of ['json', 'ubjson'] as const) {
      expect(predict(readModel(writeModel(model, form)), data)).toEqual(predict(model, data));
    }
  });
});
