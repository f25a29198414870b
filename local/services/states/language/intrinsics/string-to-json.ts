import { tryParseJson } from '../json.ts';
import { refuse, stringAt } from './intrinsic.ts';
import type { Intrinsic } from './intrinsic.ts';

/**
 * States.StringToJson: the value that JSON text stands for; blank text stands for null (recorded).
 */
export const stringToJson: Intrinsic = (values) => {
  const text = stringAt('StringToJson', values, 0);
  const parsed = text.trim() === '' ? { value: null } : tryParseJson(text);
  if (!parsed) throw refuse('StringToJson', 'the argument is not valid JSON');
  return parsed.value;
};
