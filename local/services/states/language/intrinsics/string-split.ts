import { stringAt } from './intrinsic.ts';
import type { Intrinsic } from './intrinsic.ts';

/**
 * States.StringSplit: the parts between any of the separating characters; empty parts are left out.
 */
export const stringSplit: Intrinsic = (values) => {
  const separators = new Set(stringAt('StringSplit', values, 1));
  const parts: string[] = [''];
  for (const character of stringAt('StringSplit', values, 0)) {
    if (separators.has(character)) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.filter((part) => part !== '');
};
