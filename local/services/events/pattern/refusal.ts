import { AwsError } from '../../../errors.ts';

/** AWS's error for patterns it does not take. */
export function refused(reason: string, cause?: unknown): AwsError {
  return new AwsError(
    'InvalidEventPatternException',
    `Event pattern is not valid. Reason: ${reason}`,
    { cause },
  );
}
