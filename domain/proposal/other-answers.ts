import { wordsOf } from './words.ts';
import type { SampledTarget } from './leaks.ts';

/** Words for what a model said. */
const SAID = ['pred', 'preds', 'predict', 'predicted', 'prediction', 'predictions', 'yhat', 'hat'];

/** Words that stand beside them. */
const BESIDE =
  'y class classes label model output proba probabilities probability prob probs score target true value'.split(
    ' ',
  );

/**
 * True for the name of an answer to the very question: `y_pred_proba`, `prediction`, `predicted_price`
 * where the price is sought. What a model says of something else, such as `predicted_rain`, may well be
 * learned from.
 */
export function isAnswer(name: string, { name: target, texts }: SampledTarget): boolean {
  const words = wordsOf(name);
  const known = [...SAID, ...BESIDE, ...wordsOf(target), ...texts.flatMap(wordsOf)];
  return words.some((word) => SAID.includes(word)) && words.every((word) => known.includes(word));
}
