import { expect, test } from 'vitest';
import { predict, train } from '../../../domain/boosting/index.ts';
import { aMatrix } from './builders.ts';

test('rows of more columns than the model has features are refused', () => {
  const model = train(aMatrix([[0, 1], [1, 2]]), { objective: 'reg:squarederror', rounds: 1 });
  expect(() => predict(model, aMatrix([[0, 1, 2]]))).toThrow(
    expect.objectContaining({
      code: 'TooManyColumns',
      message: 'send at most 1 columns, the features of the model, got 2',
    }),
  );
});
