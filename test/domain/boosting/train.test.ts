import { describe, expect, test } from 'vitest';
import {
  predict, seededRandom, train, trainRounds, type LabelledMatrix,
} from '../../../domain/boosting/index.ts';
import { aMatrix, aStep, distance, goldenData, treesOf } from './builders.ts';

const finalScore = (data: LabelledMatrix, params: object, metric: string): number => {
  let score = NaN;
  train(data, params, {
    watch: [{ name: 'train', matrix: data }], metrics: [metric], onRound: ({ scores }) => {
      score = scores[0]!.value;
    },
  });
  return score;
};

describe('training', () => {
  test('a step is learned by one split at the step', () => {
    const [tree] = treesOf(train(aStep(), { rounds: 1, maxDepth: 1 }));
    expect(tree!.feature[0]).toBe(0);
    expect(tree!.threshold[0]).toBe(5);
    expect(Array.from(tree!.left)).toEqual([1, -1, -1]);
  });

  test('the same data and seed give the same model, sampling included', () => {
    const params = { subsample: 0.5, columnsByTree: 0.6, columnsByNode: 0.5, seed: 4 };
    expect(train(goldenData('real'), params)).toEqual(train(goldenData('real'), params));
  });

  test('another seed gives another model once anything is sampled', () => {
    const model = (seed: number) => train(goldenData('real'), { subsample: 0.5, seed });
    expect(model(1)).not.toEqual(model(2));
  });

  test('the loss on the training data falls with every round', () => {
    const losses: number[] = [];
    const data = goldenData('real');
    train(data, { rounds: 8 }, {
      watch: [{ name: 'train', matrix: data }], onRound: ({ scores }) =>
        losses.push(scores[0]!.value),
    });
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
    expect(new Set(losses).size).toBe(8);
  });

  test('a row of weight two counts as the row twice', () => {
    const rows = [[1, 1], [2, 2], [6, 3], [7, 4]];
    const weighted = train(aMatrix(rows, [1, 1, 2, 1]), { minChildWeight: 0, method: 'exact' });
    const repeated = train(aMatrix([...rows, [6, 3]]), { minChildWeight: 0, method: 'exact' });
    const data = aMatrix(rows);
    expect(distance(predict(weighted, data), predict(repeated, data))).toBeLessThan(1e-6);
  });

  test('the order of the rows does not matter to exact splits', () => {
    const rows = Array.from({ length: 40 }, (_, i) => [Math.sin(i), i % 7, (i * 13) % 11]);
    const data = aMatrix(rows);
    const forward = train(data, { method: 'exact' });
    const backward = train(aMatrix([...rows].reverse()), { method: 'exact' });
    expect(distance(predict(forward, data), predict(backward, data))).toBeLessThan(1e-5);
  });

  test('missing values go where the loss is smaller', () => {
    const rows = [[0, 1], [0, 2], [9, 8], [9, 9], [9, NaN], [9, NaN]];
    const model = train(aMatrix(rows), { rounds: 1, maxDepth: 1, minChildWeight: 0 });
    expect(treesOf(model)[0]!.defaultLeft[0]).toBe(0);
    const [missing, large] = predict(
      model, { rows: 2, columns: 1, values: Float32Array.of(NaN, 9) }
    );
    expect(missing).toBe(large);
  });

  test('a rising direction never foretells less for more', () => {
    const rows = Array.from({ length: 60 }, (_, i) => [Math.sin(i / 4) + i / 40, i]);
    const model = train(aMatrix(rows), { monotone: [1], rounds: 20 });
    const foretold = Array.from(predict(model, aMatrix(rows)));
    expect(foretold).toEqual([...foretold].sort((a, b) => a - b));
  });

  test.each([
    ['no tree grows deeper than asked', { maxDepth: 2 }, 7],
    ['no tree has more leaves than asked', { maxLeaves: 3 }, 5],
    [
      'no tree has more leaves than asked when grown by loss',
      { maxLeaves: 3, growPolicy: 'lossguide', maxDepth: 0 }, 5,
    ],
  ])('%s', (_, params, nodes) => {
    const model = train(goldenData('real'), params as object);
    expect(Math.max(...treesOf(model).map((tree) => tree.left.length))).toBe(nodes);
  });

  test('splits that gain less than gamma are not made', () => {
    const gains = treesOf(
      train(goldenData('real'), { minSplitLoss: 5 })
    ).flatMap(({ gain }) => Array.from(gain));
    expect(gains.filter((gain) => gain > 0).every((gain) => gain >= 5)).toBe(true);
  });

  test('a column of nothing but missing values is never split on', () => {
    const rows = Array.from({ length: 20 }, (_, i) => [i, NaN, i]);
    const features = treesOf(train(aMatrix(rows), {})).flatMap(({ left, feature }) =>
      Array.from(feature).filter((_, node) => left[node]! >= 0));
    expect(new Set(features)).toEqual(new Set([1]));
  });

  test('sampling rows and columns still learns', () => {
    const data = goldenData('binary');
    const sampled = {
      objective: 'binary:logistic', subsample: 0.7, columnsByTree: 0.8, columnsByLevel: 0.8,
      seed: 1,
    };
    expect(finalScore(data, sampled, 'auc')).toBeGreaterThan(0.9);
  });

  test('whoever stops asking for rounds stops the training', () => {
    const rounds = trainRounds(goldenData('real'), { rounds: 1000 });
    rounds.next();
    const second = rounds.next();
    expect(!second.done && treesOf(second.value.model())).toHaveLength(2);
  });
});

describe('early stopping', () => {
  const data = goldenData('real');
  const held: LabelledMatrix = {
    ...data, labels: Float32Array.from(data.labels, (label, i) => label + Math.sin(i * 7)),
  };

  test('keeps the rounds up to the best and names it', () => {
    const scores: number[] = [];
    const model = train(data, { rounds: 200, learningRate: 0.8 }, {
      watch: [{ name: 'held', matrix: held }],
      metrics: ['rmse'],
      earlyStopping: { rounds: 3, data: 'held', metric: 'rmse' },
      onRound: (round) => scores.push(round.scores[0]!.value),
    });
    const best = scores.indexOf(Math.min(...scores));
    expect(scores).toHaveLength(best + 4);
    expect(treesOf(model)).toHaveLength(best + 1);
    expect(model.attributes).toMatchObject(
      { best_iteration: `${best}`, best_ntree_limit: `${best + 1}` }
    );
  });

  test('stopping on what is not measured is refused', () => {
    const options = { watch: [], earlyStopping: { rounds: 1, data: 'held', metric: 'rmse' } };
    expect(() => train(data, {}, options)).toThrow("measure 'rmse' on 'held'");
  });
});

describe('what cannot be trained', () => {
  const attempt = (params: object, label = 'real') => () => train(goldenData(label), params);

  test.each([
    [{ objective: 'rank:pairwise' }, 'ObjectiveNotOffered'],
    [{ maxBins: 1 }, 'BoostingParameterInvalid'],
    [{ maxDepth: 0, method: 'exact' }, 'BoostingParameterInvalid'],
    [{ subsample: 0 }, 'BoostingParameterInvalid'],
    [{ objective: 'binary:logistic' }, 'LabelsNotUsable'],
    [{ objective: 'count:poisson' }, 'LabelsNotUsable'],
    [{ objective: 'reg:gamma' }, 'LabelsNotUsable'],
    [{ objective: 'reg:tweedie' }, 'LabelsNotUsable'],
    [{ objective: 'multi:softprob', classes: 2 }, 'LabelsNotUsable'],
  ])('%o is refused as %s', (params, code) => {
    expect(attempt(params)).toThrow(expect.objectContaining({ code }));
  });

  test('a base score that is no probability is refused where the loss takes one', () => {
    expect(attempt({ objective: 'binary:logistic', baseScore: 1.5 }, 'binary')).toThrow('base_score must be in (0,1)');
  });

  test('a depth without limit ends where nothing more is gained', () => {
    const [tree] = treesOf(train(goldenData('real'), { maxDepth: 0, rounds: 1 }));
    expect(tree!.left.length).toBeGreaterThan(2 ** 7);
  });

  test('labels the objective cannot work with are named in the words of XGBoost', () => {
    expect(attempt({ objective: 'binary:logistic' })).toThrow(
      'label must be in [0,1] for logistic regression'
    );
  });
});

describe('chance', () => {
  test('a seeded generator gives the same numbers again, spread over [0, 1)', () => {
    const draw = (seed: number) => {
      const random = seededRandom(seed);
      return Array.from({ length: 1000 }, () => random.next());
    };
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5)).not.toEqual(draw(6));
    const mean = draw(5).reduce((sum, value) => sum + value, 0) / 1000;
    expect(mean).toBeGreaterThan(0.45);
    expect(mean).toBeLessThan(0.55);
  });
});
