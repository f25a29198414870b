import { invalidParameter } from './errors.ts';

/** True for a number as E.164 writes it: a plus and up to fifteen digits. */
export function isPhoneNumber(text: string): boolean {
  return /^\+[1-9]\d{1,14}$/.test(text);
}

/** Throws AWS's refusal of what is no phone number. */
export function checkPhoneNumber(text: string): void {
  if (!isPhoneNumber(text))
    throw invalidParameter('PhoneNumber Reason: input incorrectly formatted');
}
