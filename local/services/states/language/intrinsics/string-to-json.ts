import { tryParseJson } from '../json.ts';
import { refuse, stringAt } from './intrinsic.ts';
import type { Intrinsic } from './intrinsic.ts';

/** States.StringToJson: the value that JSON text stands for. */
export const stringToJson: Intrinsic = (values) => {
  const parsed = tryParseJson(stringAt('StringToJson', values, 0));
  if (!parsed) throw refuse('StringToJson', 'the argument is not valid JSON');
  return parsed.value;
};
